using Arena.Edge.Outbox;
using Arena.Wire.Batches;

namespace Arena.Simulation.Tests.Edge;

/// <summary>A storage that passes everything on; what stands before a storage changes one thing.</summary>
internal abstract class PassingStorage(IOutboxStorage storage) : IOutboxStorage
{
    public virtual OutboxContent Opened => storage.Opened;

    public IUndatedStorage Undated => storage.Undated;

    public virtual void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged) => storage.Append(batch, series, acknowledged);

    public virtual void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) => storage.Acknowledge(acknowledged, forget);

    public virtual void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged) => storage.Replace(remove, add, acknowledged);

    public virtual void AskForRenewal(string why) => storage.AskForRenewal(why);

    public virtual ReadOnlyMemory<byte>? Payload(long sequence) => storage.Payload(sequence);

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => storage.Kept(after, limit);

    public virtual BatchChain? ChainAt(long sequence) => storage.ChainAt(sequence);

    public IReadOnlyList<GoneRun> Gone() => storage.Gone();

    public IReadOnlyList<FormerEpoch> Former() => storage.Former();

    public void Dispose() => storage.Dispose();
}
