using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>Compares batches; an epoch is random and of one node, so that and the number are all it needs to hash.</summary>
internal sealed class BatchIdentity : IEqualityComparer<BatchId>
{
    public static readonly BatchIdentity Comparer = new();

    public bool Equals(BatchId one, BatchId other) => one.Sequence == other.Sequence && one.Epoch == other.Epoch && one.Node == other.Node;

    public int GetHashCode(BatchId id) => HashCode.Combine(id.Epoch, id.Sequence);
}
