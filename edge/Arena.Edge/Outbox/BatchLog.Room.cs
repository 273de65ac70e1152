using Arena.Edge.Outbox.Room;
using Arena.Wire.Acknowledgements;

namespace Arena.Edge.Outbox;

/// <summary>What room making asks of the log: the storage's own answers, one user at a time.</summary>
internal sealed partial class BatchLog : IOutboxRoom
{
    private IOutboxRoom Room => (IOutboxRoom)_storage;

    public OutboxSpace Space()
    {
        lock (_gate) return Read(Room.Space);
    }

    public void Limit(long bytes)
    {
        lock (_gate) Write(() => Room.Limit(bytes));
    }

    public void Checkpoint()
    {
        lock (_gate) Write(Room.Checkpoint);
    }

    public IReadOnlyList<ThinnedBatch> Thinned()
    {
        lock (_gate) return Read(Room.Thinned);
    }

    public BatchSize? Size(long sequence)
    {
        lock (_gate) return Read(() => Room.Size(sequence));
    }

    public IReadOnlyList<long>? Weights(long sequence)
    {
        lock (_gate) return Read(() => Room.Weights(sequence));
    }

    /// <summary>What can't give way: numbers that are not kept, and those that ingest has confirmed or this run has offered. Copies.</summary>
    public (SequenceSet Gone, SequenceSet Held) NotToThin()
    {
        lock (_gate)
        {
            var (gone, held) = (new SequenceSet(), new SequenceSet());
            gone.Merge(_forgotten);
            held.Merge(_acknowledged.Terminal);
            held.Merge(_offered);
            return (gone, held);
        }
    }
}
