using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>Batches that come one after the other lie in one row, and are known as well as those that have one of their own.</summary>
public sealed class BatchRunTests : IAsyncLifetime
{
    private readonly Outbox _outbox = new();
    private SqliteLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await SqliteLedger.CreateAsync();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task They_are_one_row_and_each_is_told_from_other_bytes_under_its_number()
    {
        var batches = Batches(20);
        await _ledger.CommitAsync(batches);

        AssertAllKnown(batches);
        Assert.Equal(LedgerVerdict.Forked, _ledger.Ledger.Judge(batches[7].Id!.Value, new byte[32]));
        await _ledger.ReopenAsync("DELETE FROM batch");

        AssertAllKnown(batches);
        Assert.Equal(LedgerVerdict.Forked, _ledger.Ledger.Judge(batches[19].Id!.Value, new byte[32]));
        Assert.Equal((20L, Outbox.ChainOver(batches)), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
    }

    [Fact]
    public async Task One_that_is_refused_in_part_has_a_row_of_its_own_between_two_runs()
    {
        var batches = Batches(11);
        batches[5] = batches[5] with { Quarantined = [new QuarantineEntry("kitchen-main/active_power", Reason.TimeInFuture, "as a test", new byte[] { 1 })] };
        await _ledger.CommitAsync(batches);

        AssertAllKnown(batches);
        Assert.Equal([new EpochTally(_outbox.Epoch, 11, 11, 1, 1, 11)], _ledger.Ledger.Tally("pi-kitchen", UnixTime.Min, UnixTime.Max));
        await _ledger.ReopenAsync("DELETE FROM batch_run");
        Assert.Equal([new EpochTally(_outbox.Epoch, 1, 1, 1, 6, 6)], _ledger.Ledger.Tally("pi-kitchen", UnixTime.Min, UnixTime.Max));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_they_come_they_are_counted_and_found_and_the_chain_is_the_nodes_own(int seed)
    {
        var random = new Random(seed);
        var batches = Batches(300);
        foreach (var commit in Commits(random, batches))
            await _ledger.CommitAsync(commit);

        AssertAllKnown(batches);
        Assert.Equal((300L, Outbox.ChainOver(batches)), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
        for (var time = 0; time < 50; time++)
        {
            var (first, last) = (random.Next(1, 301), random.Next(1, 301));
            (first, last) = (Math.Min(first, last), Math.Max(first, last));
            Assert.Equal(
                [new EpochTally(_outbox.Epoch, last - first + 1, last - first + 1, 0, first, last)],
                _ledger.Ledger.Tally("pi-kitchen", TimeOf(first), TimeOf(last + 1)));
            Assert.Equal(
                (first == 1 ? null : TimeOf(first - 1), last == 300 ? (UnixTime?)null : TimeOf(last + 1)),
                _ledger.Ledger.Around("pi-kitchen", _outbox.Epoch, first, last));
        }
    }

    [Fact]
    public async Task Chains_of_many_nodes_are_each_its_own_however_many_batches_of_it_came()
    {
        var random = new Random(4711);
        var outboxes = Enumerable.Range(0, 21).Select(node => new Outbox($"pi-{node}")).ToArray();
        var sent = outboxes.ToDictionary(outbox => outbox, _ => new List<Admission>());
        for (var commit = 0; commit < 5; commit++)
        {
            foreach (var outbox in outboxes)
            {
                for (var left = random.Next(0, 40); left > 0; left--)
                    sent[outbox].Add(outbox.Batch(new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sent[outbox].Count), 1)));
            }

            await _ledger.CommitAsync([.. sent.Values.SelectMany(batches => batches.Skip((int)LowOf(batches)))]);
        }

        Assert.All(sent.Values.Where(batches => batches.Count > 0), batches => Assert.Equal(Outbox.ChainOver(batches), _ledger.Told(batches[0].Node!).Chain));
    }

    private long LowOf(List<Admission> batches) => batches.Count > 0 && _ledger.Ledger.Epochs(batches[0].Node!) is [var epoch] ? epoch.Terminal.Low : 0;

    private static IEnumerable<Admission[]> Commits(Random random, Admission[] batches)
    {
        // Pieces of a row, in disorder: holes that close later, runs of every length, single ones.
        var pieces = new List<Admission[]>();
        for (var start = 0; start < batches.Length;)
        {
            var length = Math.Min(batches.Length - start, random.Next(1, 25));
            pieces.Add(batches[start..(start + length)]);
            start += length;
        }

        var order = pieces.ToArray();
        random.Shuffle(order);
        return order.Chunk(3).Select(some => some.SelectMany(piece => piece).ToArray());
    }

    private void AssertAllKnown(Admission[] batches) =>
        Assert.All(batches, batch => Assert.Equal(LedgerVerdict.Terminal, _ledger.Ledger.Judge(batch.Id!.Value, batch.Hash.Span)));

    private static UnixTime TimeOf(long sequence) => Outbox.Noon + TimeSpan.FromSeconds(sequence - 1);

    private Admission[] Batches(int count) =>
        [.. Enumerable.Range(1, count).Select(sequence => _outbox.Numbered(sequence, new Sample(Venue.Power, TimeOf(sequence), sequence)))];
}
