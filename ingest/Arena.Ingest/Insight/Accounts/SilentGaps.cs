namespace Arena.Ingest.Insight.Accounts;

/// <summary>Finds silence: first of the whole node, then of single points while the node spoke, and of both only what no other gap explains.</summary>
internal static class SilentGaps
{
    /// <param name="points">The paced series of each point.</param>
    /// <param name="expected">In which something was to come.</param>
    /// <param name="explained">Gaps whose cause is known.</param>
    public static IEnumerable<AccountedGap> Find(IEnumerable<IGrouping<string, Presence>> points, Interval expected, IReadOnlyList<AccountedGap> explained)
    {
        var silent = points
            .Select(point => (Point: point.Key, Patience: point.Min(series => series.Patience), Silences: OfPoint(point, expected)))
            .ToList();
        if (silent.Count == 0)
            yield break;

        var ofNode = silent.Select(point => point.Silences).Aggregate(Intervals.Common);
        foreach (var gap in Unexplained(ofNode, explained.Where(gap => gap.Point is null), silent.Min(point => point.Patience), null))
            yield return gap;
        foreach (var (point, patience, silences) in silent)
        {
            var alone = silences.SelectMany(silence => Intervals.Without(silence, ofNode)).ToList();
            foreach (var gap in Unexplained(alone, explained.Where(gap => gap.Point is null || gap.Point == point), patience, point))
                yield return gap;
        }
    }

    // A point speaks when any of its series does.
    private static List<Interval> OfPoint(IEnumerable<Presence> series, Interval expected) =>
        series.Select(one => one.Silences(expected)).Aggregate(Intervals.Common);

    // The edges of silence are known to a window and a pace: an explanation reaches that much further than it says.
    private static IEnumerable<AccountedGap> Unexplained(IEnumerable<Interval> silences, IEnumerable<AccountedGap> explained, TimeSpan patience, string? point)
    {
        var reasons = explained.Select(gap => new Interval(gap.From - patience, gap.To + patience)).ToList();
        return silences
            .SelectMany(silence => Intervals.Without(silence, reasons))
            .Where(left => left.Length > patience)
            .Select(left => new AccountedGap(AccountedGap.Unexplained, left.From, left.To, Certain: false)
            {
                Point = point,
                Detail = point is null ? "no sample of the node" : "no sample of this point while the node sent others",
            });
    }
}
