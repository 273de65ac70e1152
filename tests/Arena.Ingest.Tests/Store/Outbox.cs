using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Tests.Store;

/// <summary>Makes admissions as decoding hands them on: sealed batches of one node and epoch, counted from 1.</summary>
internal sealed class Outbox(string node = "pi-kitchen")
{
    private long _sequence;

    /// <summary>2026-11-22 12:00 UTC, in the middle of everything's range.</summary>
    public static UnixTime Noon { get; } = UnixTime.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Epoch Epoch { get; } = Epoch.New();

    /// <summary>The next batch.</summary>
    public Admission Batch(params Sample[] samples) => Numbered(++_sequence, samples);

    /// <summary>A batch with a number of the test's choice.</summary>
    public Admission Numbered(long sequence, params Sample[] samples) => Declaring(sequence, samples);

    /// <summary>A batch that declares gaps.</summary>
    public Admission Declaring(long sequence, Sample[] samples, params Gap[] gaps)
    {
        var sealedBatch = SealedBatch.Seal(Epoch, sequence, samples, gaps);
        return new Admission
        {
            Topic = $"arena/v1/arena/{node}/data",
            Node = node,
            Id = new BatchId(node, Epoch, sequence),
            Hash = sealedBatch.Hash,
            Received = Noon + TimeSpan.FromSeconds(sequence),
            Samples = samples,
            Quarantined = [],
            Gaps = gaps,
        };
    }

    /// <summary>A gap that stands for batches of this outbox.</summary>
    public Gap Lost(long first, long last, BatchChain? chain, GapCause cause = GapCause.DiskFull) =>
        new(cause, Noon, Noon + TimeSpan.FromMinutes(1)) { Batches = new GapBatches(Epoch, first, last, chain) };

    /// <summary>The chain over batches, as a node computes it from its own.</summary>
    public static BatchChain ChainOver(params IEnumerable<Admission> batches) =>
        batches.Aggregate(BatchChain.Start, (chain, batch) => chain.Next(batch.Hash.Span));

    /// <summary>The next batch, refused whole.</summary>
    public Admission RefusedBatch(Reason reason, byte[] payload) => Batch(Samples(Venue.Power, 1)) with
    {
        Samples = [],
        Quarantined = [new QuarantineEntry(null, reason, "as a test", payload)],
    };

    /// <summary>A pack of a publisher that counts nothing.</summary>
    public static Admission Foreign(params Sample[] samples) => new Outbox().Batch(samples) with { Id = null, Hash = new byte[32] };

    /// <summary>Samples a second apart from noon on: 0, 1, 2 and so on.</summary>
    public static Sample[] Samples(SeriesName series, int count, double start = 0) =>
        [.. Enumerable.Range(0, count).Select(index => new Sample(series, Noon + TimeSpan.FromSeconds(index), start + index))];
}
