using System.Diagnostics.Metrics;

namespace Arena.Ingest.Subscription;

/// <summary>What went through, as the meter <c>Arena.Ingest</c> (System.Diagnostics.Metrics): <c>dotnet-counters</c> and exporters read it.</summary>
internal sealed class FlowCounters(IMeterFactory meters)
{
    public const string MeterName = "Arena.Ingest";

    private readonly Counter<long> _deliveries = Create(meters, "arena.deliveries", "messages taken from the broker");
    private readonly Counter<long> _samples = Create(meters, "arena.samples.stored", "new samples stored");
    private readonly Counter<long> _duplicates = Create(meters, "arena.samples.duplicate", "samples that were there already");
    private readonly Counter<long> _quarantined = Create(meters, "arena.samples.quarantined", "samples refused");
    private readonly Counter<long> _repeated = Create(meters, "arena.batches.repeated", "batches that were terminal already");
    private readonly Counter<long> _forked = Create(meters, "arena.batches.forked", "batches known with other bytes: alarm");

    private readonly Counter<long> _flooded = Create(meters, "arena.messages.over", "messages of a node over its budget: not taken, alarm");
    private readonly Counter<long> _withheld = Create(meters, "arena.batches.withheld", "refused batches of a node that has its share of the quarantine: alarm");

    private long _taken;
    private long _settled;
    private long _stored;

    /// <summary>Messages taken from the broker that are not settled yet.</summary>
    public long UnderWay => Math.Max(0, Interlocked.Read(ref _taken) - Interlocked.Read(ref _settled));

    /// <summary>New samples stored since the start.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>A run of messages was taken.</summary>
    public void Taken(int messages) => Interlocked.Add(ref _taken, messages);

    /// <summary>A message was not taken.</summary>
    public void Flooded() => _flooded.Add(1);

    public void Committed(CommitGroup group, in Store.CommitResult result)
    {
        _deliveries.Add(group.Deliveries.Count);
        _samples.Add(result.StoredSamples);
        Interlocked.Add(ref _settled, group.Deliveries.Count);
        Interlocked.Add(ref _stored, result.StoredSamples);
        _duplicates.Add(result.DuplicateSamples);
        _quarantined.Add(result.QuarantinedSamples);
        _repeated.Add(group.Repeated);
        _forked.Add(group.Forked.Count);
        _withheld.Add(group.Withheld.Count);
    }

    private static Counter<long> Create(IMeterFactory meters, string name, string description) =>
        meters.Create(MeterName).CreateCounter<long>(name, description: description);
}
