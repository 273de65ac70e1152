using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>Whatever the order in which a node's batches and gaps come, and however they are cut into commits, the ledger ends the same.</summary>
public abstract class ArrivalOrderContract
{
    private const int Most = 24;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<OpenLedger> CreateAsync();

    /// <summary>Histories tried.</summary>
    protected virtual int Histories => 40;

    [Fact]
    public async Task The_order_of_arrival_makes_no_difference_to_watermark_ranges_chain_and_declared_numbers()
    {
        var histories = from seed in Gen.Choose(0, int.MaxValue - 1) select new History(seed);
        foreach (var history in histories.Sample(Histories, 10))
        {
            var expected = await EndAsync(history.InOrder);
            foreach (var order in history.Orders(3))
            {
                var end = await EndAsync(order);
                Assert.True(expected == end, $"seed {history.Seed}:\n{expected}\n{end}");
            }

            Assert.True(history.IsRight(expected), $"seed {history.Seed}: {expected}");
        }
    }

    private async Task<string> EndAsync(IEnumerable<Admission[]> commits)
    {
        await using var ledger = await CreateAsync();
        foreach (var commit in commits)
            await ledger.CommitAsync(commit);
        var status = Assert.Single(ledger.Ledger.Epochs("pi-kitchen"));
        return $"{status.Terminal.Low} [{Text(status.Terminal.Ranges)}] chain {status.Chain} declared [{Text(status.Declared)}] stored {status.Stored}";
    }

    private static string Text(IEnumerable<SequenceRange> ranges) => string.Join(' ', ranges.Select(range => $"{range.First}-{range.Last}"));

    /// <summary>What a node sealed, what of it came, and what it declared, with the chain it had itself.</summary>
    private sealed class History
    {
        private readonly List<Admission> _came = [];
        private readonly BatchChain[] _chains;
        private readonly Random _random;

        public History(int seed)
        {
            Seed = seed;
            _random = new Random(seed);
            var outbox = new Outbox();
            var count = _random.Next(1, Most);
            _chains = new BatchChain[count + 1];
            for (var sequence = 1; sequence <= count; sequence++)
            {
                var gaps = sequence > 1 && _random.Next(4) == 0 ? new[] { Lost(outbox, sequence) } : [];
                var batch = outbox.Declaring(sequence, [new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence), sequence)], gaps);
                _chains[sequence] = _chains[sequence - 1].Next(batch.Hash.Span);
                if (gaps.Length > 0 || _random.Next(4) != 0)
                    _came.Add(batch);
            }

            if (_came.Count == 0)
                _came.Add(outbox.Numbered(count + 1, new Sample(Venue.Power, Outbox.Noon, 0)));
        }

        public int Seed { get; }

        public IEnumerable<Admission[]> InOrder => _came.Select(batch => new[] { batch });

        public IEnumerable<IEnumerable<Admission[]>> Orders(int count)
        {
            for (; count > 0; count--)
            {
                // Some come twice, as a resend does.
                var order = _came.Concat(_came.Where(_ => _random.Next(5) == 0)).ToArray();
                _random.Shuffle(order);
                yield return order.Chunk(_random.Next(1, 5)).ToList();
            }
        }

        public bool IsRight(string end)
        {
            var low = int.Parse(end.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            return low >= _chains.Length || end.Contains($"chain {_chains[low]}", StringComparison.Ordinal);
        }

        private Wire.Gaps.Gap Lost(Outbox outbox, int before)
        {
            var first = _random.Next(1, before);
            var last = _random.Next(first, before);
            return outbox.Lost(first, last, _chains[last]);
        }
    }
}
