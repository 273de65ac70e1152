using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Replay;

/// <summary>
/// Judges what is in quarantine again by today's rules: a manifest that knows the point now, a longer retention, a repaired database. What passes is
/// stored by its identity and leaves in the same transaction; what doesn't stays, with the reason it is refused for now.
/// </summary>
/// <remarks>
/// In the order it came, because the first value of an identity stays. A time in the future is judged by the clock of when it came: waiting must not make a
/// wrong time right. <c>trustTimes</c> judges it by today's, for when it was ingest's own clock that was wrong. One replay at a time.
/// </remarks>
internal sealed class QuarantineReplay(
    VenueCatalogue catalogue, DecodingRules rules, SeriesQuota quota, TimeProvider time, ILedger ledger, ISampleStore store,
    CounterWatch counters, LiveState live, DayTotals totals, Insight.Quarantine quarantine) : IDisposable
{
    /// <summary>Entries in one transaction; each may be 1 MiB.</summary>
    private const int Page = 64;

    // A pool of its own that nothing comes back to: what is judged again is kept as long as it likes.
    private readonly PayloadDecoder _decoder = new(catalogue, rules, quota, new AdmissionPool(), time);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Judges one entry again; null when there is none of that id.</summary>
    public async Task<ReplayResult?> OneAsync(long id, bool trustTimes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ledger.QuarantinedAsync(id, cancellationToken) is { } item ? await JudgeAsync([item], trustTimes, cancellationToken) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Judges all entries again that a filter lets through and that are there now.</summary>
    /// <exception cref="StoreUnavailableException">What was judged before stays so; the call may be repeated.</exception>
    public async Task<ReplayResult> AllAsync(QuarantineFilter filter, bool trustTimes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var newest = (await ledger.QuarantinePageAsync(filter with { Before = null, After = null }, 1, cancellationToken)).Items;
            var sum = new ReplayResult(0, 0, 0);
            if (newest.Count == 0)
                return sum;

            // What is still refused of a batch comes back as new entries: they have been judged.
            var page = filter with { Before = newest[0].Id + 1, After = 0 };
            while ((await ledger.QuarantinePageAsync(page, Page, cancellationToken)).Items is { Count: > 0 } items)
            {
                sum += await JudgeAsync(items, trustTimes, cancellationToken);
                page = page with { After = items[^1].Id };
            }

            return sum;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _decoder.Dispose();
    }

    private async Task<ReplayResult> JudgeAsync(IReadOnlyList<QuarantinedItem> items, bool trustTimes, CancellationToken cancellationToken)
    {
        var admissions = items.Select(item => Judge(item, trustTimes)).ToList();
        var result = await store.CommitAsync(admissions, cancellationToken);
        var refused = result.Refused.ToHashSet();
        foreach (var admission in admissions)
            live.Seed(admission.Samples.Where(sample => !refused.Contains(sample)));
        totals.Add(admissions, refused);

        await quarantine.RecountAsync(cancellationToken);
        return new ReplayResult(items.Count, result.Replayed, result.StoredSamples);
    }

    private Admission Judge(QuarantinedItem item, bool trustTimes)
    {
        // The content type is not kept: whoever asks for a replay vouches for the bytes.
        var judged = _decoder.Decode(item.Topic, contentType: null, item.Entry.Payload, trustTimes ? null : item.Received);
        var again = judged with { Id = null, Received = item.Received, Samples = counters.Mark(judged.Samples), Replays = item };
        return item.Entry.Name is null || IsOneSample(item, judged) ? again : again with { Samples = [], Quarantined = [Still(item, judged)] };
    }

    // Entries of older ingest services hold the beginning of their pack, which tells nothing of their own record.
    private static bool IsOneSample(QuarantinedItem item, Admission judged) =>
        item.Entry.Reason != Reason.GapInvalid && judged is { Id: null, Refused: false } && judged.Samples.Count + judged.Quarantined.Count == 1;

    private static QuarantineEntry Still(QuarantinedItem item, Admission judged) =>
        judged.Quarantined is [{ Name: null, Reason: Reason.UnknownNode or Reason.TopicInvalid or Reason.ForeignPoint } whole]
            ? item.Entry with { Reason = whole.Reason, Detail = whole.Detail }
            : item.Entry;
}

/// <summary>What a replay did.</summary>
/// <param name="Judged">Entries judged again.</param>
/// <param name="Replayed">Entries that left the quarantine.</param>
/// <param name="Stored">Samples stored that were not there before.</param>
internal sealed record ReplayResult(long Judged, long Replayed, long Stored)
{
    public static ReplayResult operator +(ReplayResult one, ReplayResult other) =>
        new(one.Judged + other.Judged, one.Replayed + other.Replayed, one.Stored + other.Stored);
}
