using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Ledger;

/// <summary>The quarantine's side of the ledger: reading it, and entries that leave it.</summary>
internal sealed partial class BatchLedger
{
    public ValueTask<QuarantinePage> QuarantinePageAsync(QuarantineFilter filter, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _file.IsOpen ? ValueTask.FromResult(_quarantine.Page(filter, limit)) : throw NotOpen();
    }

    public ValueTask<IReadOnlyDictionary<Reason, long>> QuarantinedByReasonAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _file.IsOpen ? ValueTask.FromResult(_quarantine.ByReason()) : throw NotOpen();
    }

    public ValueTask<QuarantinedItem?> QuarantinedAsync(long id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _file.IsOpen ? ValueTask.FromResult(_quarantine.Find(id)) : throw NotOpen();
    }

    public bool HasItsShare(string? node, Func<string, bool> isKnown) => _quarantine.HasItsShare(node, isKnown);

    public ValueTask<long> DiscardAsync(QuarantineFilter filter, CancellationToken cancellationToken) =>
        _file.IsOpen ? _quarantine.DiscardAsync(filter, cancellationToken) : throw NotOpen();

    public (long Samples, long Batches) QuarantinedWithin(string node, UnixTime from, UnixTime to) => _quarantine.Within(node, from, to);

    public (UnixTime? Before, UnixTime? After) Around(string node, Epoch epoch, long first, long last) => Find(node, epoch) is { } known
        ? _file.Read(reader => BatchTable.Around(reader, known.Entry.Id, first, last))
        : default;

    /// <summary>Whether this entry is in quarantine, what the running transaction did included.</summary>
    public bool HasQuarantined(long id) => _quarantine.Has(id);

    /// <summary>
    /// Stages what judging an entry of the quarantine again gave: it leaves, or has a new reason. A batch that leaves counts as stored, and what of it is
    /// still refused becomes entries of single samples.
    /// </summary>
    /// <param name="item">The entry.</param>
    /// <param name="admission">What judging it again gave.</param>
    /// <param name="lost">Samples of it that only the store refused.</param>
    /// <returns>Whether it left.</returns>
    public bool StageReplay(QuarantinedItem item, Admission admission, IReadOnlyList<QuarantineEntry> lost)
    {
        List<QuarantineEntry> refused = [.. admission.Quarantined, .. lost];
        if (admission.Refused || (item.Entry.Name is not null && refused.Count > 0))
        {
            _quarantine.StageReason(item.Id, refused[0].Reason, refused[0].Detail);
            return false;
        }

        _quarantine.StageReplayed(item);
        foreach (var entry in refused)
            _quarantine.Stage(item with { Entry = entry });
        if (item.Batch is not { } id || Find(id.Node, id.Epoch) is not { } epoch)
            return true;

        var whole = item.Entry.Name is null;
        var samples = whole ? refused.Count(entry => entry.Reason != Reason.GapInvalid) : -1;
        var draft = Staged(epoch);
        draft.Entry = draft.Entry.Replayed(whole, samples);
        _tables!.Batches.Replayed(epoch.Entry.Id, id.Sequence, admission, samples, lost.Count);
        for (var place = 0; whole && place < admission.Gaps.Count; place++)
            Declare(new DeclaredGap(id, admission.Received, admission.Gaps[place]), place);
        return true;
    }
}
