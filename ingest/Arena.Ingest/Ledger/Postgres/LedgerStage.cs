using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>
/// One transaction of the ledger as it takes shape: what the locked rows say, and what a commit makes of it. Thrown away when the transaction is void.
/// </summary>
/// <param name="look">What the tables hold of what the commit concerns; nobody else changes it until the transaction ends.</param>
/// <param name="quarantine">What may be kept of what is refused.</param>
/// <param name="said">What nodes said they have sealed.</param>
internal sealed class LedgerStage(LedgerLook look, QuarantineRoom quarantine, SaidHighest said) : ILedgerStage
{
    private readonly Dictionary<(string Node, Epoch Epoch), EpochEntry> _entries = [];
    private readonly Dictionary<BatchId, byte[]> _hashes = [];
    private readonly Dictionary<(string Node, Epoch Epoch), long> _newest = [];
    private long _nextNew = -1;

    public List<BatchRow> Batches { get; } = [];

    public List<ReplayedRow> Replayed { get; } = [];

    public List<(DeclaredGap Gap, int Place)> Gaps { get; } = [];

    public List<QuarantinedItem> Quarantined { get; } = [];

    /// <summary>Entries that leave the quarantine, because what was in them is accepted now.</summary>
    public List<QuarantinedItem> Left { get; } = [];

    public List<(long Id, Reason Reason, string Detail)> Reasons { get; } = [];

    /// <summary>Epochs that change; the id of one that is new is negative.</summary>
    public IEnumerable<EpochEntry> Changed => _entries.Values.Select(said.With);

    /// <summary>Nothing changes.</summary>
    public bool IsEmpty => _entries.Count == 0 && Quarantined.Count == 0 && Left.Count == 0 && Reasons.Count == 0;

    /// <summary>Changes of how much nodes have in quarantine.</summary>
    public IReadOnlyDictionary<string, QuarantineSize> Resized => quarantine.Changes;

    public LedgerVerdict JudgeStaged(BatchId id, ReadOnlySpan<byte> hash)
    {
        if ((_hashes.GetValueOrDefault(id) ?? look.HashOf(id)) is not { } known)
            return LedgerVerdict.New;
        return BatchTable.Short(hash).SequenceEqual(known) ? LedgerVerdict.Terminal : LedgerVerdict.Forked;
    }

    public bool HasQuarantined(long id) => look.Quarantined.Contains(id);

    public void Stage(BatchId id, Admission batch, int quarantined, int lost, long? mark)
    {
        var row = BatchRow.Of(id, batch, quarantined, lost, mark);
        Batches.Add(row);
        _hashes[id] = row.Hash;
        var key = (id.Node, id.Epoch);
        _entries[key] = Entry(key, batch.Received).With(id.Sequence, batch.Hash.Span, batch.Received, batch.Refused, quarantined);
        if (row.Last is { } last)
            _newest[key] = Math.Max(last, _newest.GetValueOrDefault(key, long.MinValue));
        Declare(id, batch.Received, batch.Gaps);
    }

    public void Stage(QuarantinedItem item)
    {
        var kept = QuarantineCut.Of(item);
        quarantine.Take(kept);
        Quarantined.Add(kept);
    }

    public bool StageReplay(QuarantinedItem item, Admission admission, IReadOnlyList<QuarantineEntry> lost)
    {
        List<QuarantineEntry> refused = [.. admission.Quarantined, .. lost];
        if (admission.Refused || (item.Entry.Name is not null && refused.Count > 0))
        {
            Reasons.Add((item.Id, refused[0].Reason, refused[0].Detail));
            return false;
        }

        Left.Add(item);
        quarantine.GiveBack(item);
        foreach (var entry in refused)
            Stage(item with { Entry = entry });
        if (item.Batch is not { } id || Find((id.Node, id.Epoch)) is not { } epoch)
            return true;

        var whole = item.Entry.Name is null;
        var samples = whole ? refused.Count(entry => entry.Reason != Reason.GapInvalid) : -1;
        _entries[(id.Node, id.Epoch)] = epoch.Replayed(whole, samples);
        var (first, last) = BatchRow.SpanOf(admission.Samples);
        Replayed.Add(new ReplayedRow(id, admission.Samples.Count - lost.Count, samples, first, last));
        if (whole)
            Declare(id, admission.Received, admission.Gaps);
        return true;
    }

    /// <summary>The row of an epoch that changed.</summary>
    public EpochRow RowOf(EpochEntry entry)
    {
        var key = (entry.Node, entry.Status.Epoch);
        var before = look.Epochs.GetValueOrDefault(key);
        var newest = Math.Max(_newest.GetValueOrDefault(key, long.MinValue), before?.Newest?.Microseconds ?? long.MinValue);
        return new EpochRow(entry, (before?.Version ?? 0) + 1, newest == long.MinValue ? null : new UnixTime(newest));
    }

    // A node's own numbers only: an epoch is looked up under the node that sent the batch.
    private void Declare(BatchId id, UnixTime received, IReadOnlyList<Gap> gaps)
    {
        for (var place = 0; place < gaps.Count; place++)
        {
            Gaps.Add((new DeclaredGap(id, received, gaps[place]), place));
            if (gaps[place].Batches is { } batches)
                _entries[(id.Node, batches.Epoch)] = Entry((id.Node, batches.Epoch), received).Declaring(gaps[place]);
        }
    }

    private EpochEntry Entry((string Node, Epoch Epoch) key, UnixTime received) => Find(key) ?? EpochRow.Begin(_nextNew--, key.Node, key.Epoch, received);

    private EpochEntry? Find((string Node, Epoch Epoch) key) => _entries.GetValueOrDefault(key) ?? look.Epochs.GetValueOrDefault(key)?.Entry;
}
