using Arena.Ingest.Ledger;
using Arena.Wire.Batches;

namespace Arena.Ingest.Subscription;

/// <summary>
/// Batches that a group under way is making terminal: the ledger doesn't have them yet, and the same one may come again meanwhile. What is said of it here holds
/// because groups are settled in their order: one that relies on an earlier one is settled after it. For the committer alone.
/// </summary>
internal sealed class BatchesUnderWay
{
    private readonly Dictionary<BatchId, ReadOnlyMemory<byte>> _hashes = new(BatchIdentity.Comparer);

    /// <summary>What is known of a batch, by what is under way and by the ledger; when it is new, it is under way from now on.</summary>
    public LedgerVerdict Judge(BatchId id, ReadOnlyMemory<byte> hash, ILedger ledger)
    {
        if (_hashes.TryGetValue(id, out var known))
            return known.Span.SequenceEqual(hash.Span) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
        var verdict = ledger.Judge(id, hash.Span);
        if (verdict == LedgerVerdict.New)
            _hashes.Add(id, hash);
        return verdict;
    }

    /// <summary>A group's batches are terminal, or are judged again.</summary>
    public void Remove(List<BatchId> batches)
    {
        // Mostly no other group is under way.
        if (batches.Count == _hashes.Count)
        {
            _hashes.Clear();
            return;
        }

        foreach (var id in batches)
            _hashes.Remove(id);
    }
}
