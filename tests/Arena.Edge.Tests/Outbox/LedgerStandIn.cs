using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Edge.Tests.Outbox;

/// <summary>
/// As much of ingest's ledger as an outbox can see: the first bytes that come under a number stay, a gap's numbers are terminal, and the chain goes
/// with the watermark.
/// </summary>
internal sealed class LedgerStandIn(long generation)
{
    private readonly Dictionary<(Epoch Epoch, long Sequence), byte[]> _stored = [];
    private readonly Dictionary<(Epoch Epoch, long Sequence), Gap> _declared = [];
    private readonly HashSet<(string Series, long Time, long Value)> _samples = [];

    public long Generation { get; set; } = generation;

    /// <summary>Every gap that came.</summary>
    public List<Gap> Gaps { get; } = [];

    /// <summary>Samples by identity and bits.</summary>
    public IReadOnlySet<(string Series, long Time, long Value)> Samples => _samples;

    /// <summary>Whether it has exactly these bytes.</summary>
    public bool Has(Epoch epoch, long sequence, ReadOnlySpan<byte> payload) =>
        _stored.TryGetValue((epoch, sequence), out var bytes) && payload.SequenceEqual(bytes);

    /// <summary>Takes a batch; one whose number is taken by other bytes is refused.</summary>
    public void Deliver(byte[] payload)
    {
        var reading = OutboxFolder.Read(payload);
        if (!_stored.TryAdd((reading.Epoch!.Value, reading.Sequence!.Value), payload)) return;
        _samples.UnionWith(SampleBook.Identities(payload));
        foreach (var gap in reading.Gaps)
        {
            Gaps.Add(gap);
            for (var sequence = gap.Batches?.First ?? 1; sequence <= (gap.Batches?.Last ?? 0); sequence++) _declared[(gap.Batches!.Epoch, sequence)] = gap;
        }
    }

    /// <summary>Delivers all that an outbox has and does not take for settled, and gives it the acknowledgement: what happens on each connection.</summary>
    public AcknowledgementVerdict Exchange(BatchLog log)
    {
        foreach (var sequence in log.Settled().Missing(log.Highest).SelectMany(Numbers).ToList())
        {
            if (log.Offered(sequence) is { } payload) Deliver(payload.ToArray());
        }

        return log.Merge(Acknowledgement(log.Epoch)).Verdict;
    }

    public Acknowledgement Acknowledgement(Epoch epoch)
    {
        var terminal = new SequenceSet();
        foreach (var (known, sequence) in _stored.Keys.Concat(_declared.Keys).Where(key => key.Epoch == epoch)) terminal.Add(sequence);
        var chain = (BatchChain?)BatchChain.Start;
        for (var sequence = 1L; sequence <= terminal.Low; sequence++)
        {
            chain = _stored.TryGetValue((epoch, sequence), out var payload) ? chain?.Next(System.Security.Cryptography.SHA256.HashData(payload))
                : _declared[(epoch, sequence)] is { } gap && gap.Batches!.Last == sequence ? gap.Batches.Chain
                : null;
        }

        return new Acknowledgement(Generation, [new EpochAcknowledgement(epoch, terminal, chain)]);
    }

    /// <summary>A new ledger over a store that was lost.</summary>
    public void Forget(long newGeneration)
    {
        Generation = newGeneration;
        _stored.Clear();
        _declared.Clear();
    }

    private static IEnumerable<long> Numbers(SequenceRange run)
    {
        for (var sequence = run.First; sequence <= run.Last; sequence++) yield return sequence;
    }
}
