using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Insight.Accounts;

/// <summary>
/// Draws up what there is of a node in a span: expected by the manifest, stored as the store has it, and the cause of what is not there. At most two at a time.
/// </summary>
internal sealed class NodeAccounts(VenueCatalogue catalogue, Paces paces, NodeDirectory directory, ILedger ledger, ISampleStore store, TimeProvider time) : IDisposable
{
    // Each reads some thousand windows: a crowd of askers must not take the store from the readings that come.
    private readonly SemaphoreSlim _turns = new(2, 2);

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Harmless = [GapCause.TimeEstimated.Slug(), GapCause.OutboxForked.Slug(), GapCause.ConfirmedEarlier.Slug(), AccountedGap.NotReceived];

    private readonly BatchGaps _gaps = new(ledger);

    /// <summary>The account of a node.</summary>
    /// <param name="node">Which.</param>
    /// <param name="span">Sample time.</param>
    /// <param name="every">Width of windows, or null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<NodeAccount> OfAsync(SiteNode node, Interval span, TimeSpan? every, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await DrawUpAsync(node, span, every, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async ValueTask<NodeAccount> DrawUpAsync(SiteNode node, Interval span, TimeSpan? every, CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var presences = await ReadAsync(node, span, Presence.ResolutionFor(span.Length, every), cancellationToken);
        var signs = directory.Of(node.Name);
        (Epoch, long)? current = signs is { Epoch: { } epoch, Highest: { } highest } ? (epoch, highest) : null;
        var patience = node.Sensors.Count == 0 ? LeastPatience : Longest(LeastPatience, 3 * node.Sensors.Min(sensor => sensor.Every));
        var gaps = _gaps.Of(node.Name, span, now, current, patience);

        var since = Since(node.Name, presences);
        var expected = new Interval(since is { } begin ? Intervals.Later(begin, span.From) : span.From, Intervals.Earlier(span.To, now));
        if (presences is not null && expected.Length > TimeSpan.Zero)
        {
            var explained = gaps.Where(gap => gap.Cause != GapCause.TimeEstimated.Slug()).ToList();
            gaps.AddRange(SilentGaps.Find(presences.Where(one => one.Pace is not null).GroupBy(one => one.Series.Point.Name), expected, explained));
        }

        var inSpan = gaps.Where(gap => gap.From >= span.From && gap.From < span.To && gap.Certain).ToList();
        var quarantined = ledger.QuarantinedWithin(node.Name, span.From, span.To);
        return new NodeAccount
        {
            Node = node,
            Span = span,
            Since = since,
            Counts = Count(presences, span, expected),
            Quarantined = quarantined.Samples,
            QuarantinedBatches = quarantined.Batches,
            Thinned = inSpan.Where(gap => gap.Cause == GapCause.Thinned.Slug()).Sum(gap => gap.Samples ?? 0),
            Lost = inSpan.Where(gap => gap.Cause != GapCause.Thinned.Slug() && !Harmless.Contains(gap.Cause)).Sum(gap => gap.Samples ?? 0),
            MissingBatches = gaps.Sum(gap => gap.Missing),
            Windows = [.. Windows(span, every).Select(window => (window, Count(presences, window, expected)))],
            Points = [.. PointsOf(node, presences, span, expected)],
            Gaps = [.. gaps.OrderBy(gap => gap.From).ThenBy(gap => gap.To)],
        };
    }

    private async ValueTask<List<Presence>?> ReadAsync(SiteNode node, Interval span, TimeSpan resolution, CancellationToken cancellationToken)
    {
        var presences = new List<Presence>();
        foreach (var series in catalogue.Series.Where(series => series.Point.Node == node.Name))
        {
            if (await Presence.ReadAsync(store, series, paces.Of(series), span, resolution, cancellationToken) is not { } presence)
                return null;
            presences.Add(presence);
        }

        return presences;
    }

    // Batches tell when a node began; a publisher without numbers is known by its samples alone.
    private UnixTime? Since(string node, List<Presence>? presences)
    {
        var began = ledger.Epochs(node).Select(epoch => ledger.Around(node, epoch.Epoch, long.MaxValue, 0).After)
            .Concat((presences ?? []).Select(one => one.Begins.Count > 0 ? one.Begins[0] : (UnixTime?)null))
            .OfType<UnixTime>().ToList();
        return began.Count == 0 ? null : began.Min();
    }

    private IEnumerable<(string Point, Counts Counts)> PointsOf(SiteNode node, List<Presence>? presences, Interval span, Interval expected) =>
        catalogue.Points.Where(point => point.Point.Node == node.Name)
            .Select(point => (point.Point.Name, Count(presences?.FindAll(one => one.Series.Point == point.Point), span, expected)));

    private static Counts Count(List<Presence>? presences, Interval stretch, Interval expected) => presences is null
        ? new Counts(0, null, 0)
        : presences.Aggregate(new Counts(0, 0, 0), (sum, one) => sum + one.Within(stretch, expected));

    private static IEnumerable<Interval> Windows(Interval span, TimeSpan? every)
    {
        if (every is not { } width)
            yield break;
        for (var from = span.From; from < span.To; from += width)
            yield return new Interval(from, Intervals.Earlier(from + width, span.To));
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
