using Arena.Wire;

namespace Arena.Ingest.Ledger;

/// <summary>An epoch in memory: what is durable of it, for everyone, and what the running transaction makes of it, for the writer.</summary>
internal sealed class LedgerEpoch(Epoch epoch, EpochEntry entry)
{
    // The same for each transaction: they have about as many batches of it.
    private readonly List<StagedBatch> _came = [];
    private volatile EpochEntry _entry = entry;

    public Epoch Epoch => epoch;

    /// <summary>What is durable; it is never changed, a commit replaces it.</summary>
    public EpochEntry Entry => _entry;

    /// <summary>What the running transaction makes of it, or null.</summary>
    public EpochDraft? Draft { get; private set; }

    /// <summary>The call that last judged batches of it before a commit, and the highest number of its new ones.</summary>
    public (long Call, long Highest) Judged { get; set; }

    /// <summary>What the running transaction makes of it; true when it is the first to ask.</summary>
    public bool Touch(out EpochDraft draft)
    {
        var first = Draft is null;
        draft = Draft ??= new EpochDraft(_entry, _came);
        return first;
    }

    /// <summary>The transaction is durable.</summary>
    public void Publish()
    {
        if (Draft is { } draft)
            _entry = draft.Entry;
        Discard();
    }

    /// <summary>The transaction is void.</summary>
    public void Discard()
    {
        Draft = null;
        _came.Clear();
    }
}
