using Arena.Edge.Outbox;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A storage whose every append fails as a failed fsync does.</summary>
internal sealed class FailingStorage : IOutboxStorage
{
    public int Writes { get; private set; }

    public IUndatedStorage Undated { get; } = new NothingUndated();

    public OutboxContent Opened { get; } = new(Epoch.New(), 0, BatchChain.Start, new SequenceSet(), new AcknowledgedState(), [], 0);

    public void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged)
    {
        Writes++;
        throw new OutboxBrokenException("fsync failed");
    }

    public void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget) => Writes++;

    public void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged) => Writes++;

    public void AskForRenewal(string why) => Writes++;

    public ReadOnlyMemory<byte>? Payload(long sequence) => null;

    public IReadOnlyList<KeptBatch> Kept(long after, int limit) => [];

    public BatchChain? ChainAt(long sequence) => null;

    public IReadOnlyList<GoneRun> Gone() => [];

    public IReadOnlyList<FormerEpoch> Former() => [];

    public void Dispose()
    {
    }
}
