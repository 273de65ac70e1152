using Arena.Wire;

namespace Arena.Ingest.Checks.Estimates;

/// <summary>What a trial came to: its own bins before and after, fraction by fraction too, and the bins it left alone in the same days.</summary>
/// <param name="Own">Where something was changed.</param>
/// <param name="Fractions">The same for each fraction that was checked on both sides.</param>
/// <param name="Elsewhere">Bins of the same fractions where nothing was changed: what the days themselves did.</param>
internal sealed record TrialResult(Comparison Own, IReadOnlyList<KeyValuePair<string, Comparison>> Fractions, Comparison Elsewhere)
{
    // An evening's match is cleaned up after midnight: its checks belong together.
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(4);

    /// <param name="trial">The trial.</param>
    /// <param name="checks">Every check that stands.</param>
    /// <param name="zone">The venue's, for its days.</param>
    public static TrialResult Of(Trial trial, IEnumerable<SortingCheck> checks, TimeZoneInfo zone)
    {
        var within = checks.Where(check => check.At >= trial.Before && check.At < (trial.To ?? UnixTime.Max)).ToList();
        var own = within.FindAll(trial.Covers);
        var fractions = own.Select(check => check.Fraction).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new TrialResult(
            Compare(own),
            [.. fractions.Select(fraction => KeyValuePair.Create(fraction, Compare(own.FindAll(check => check.Fraction == fraction))))
                .Where(fraction => fraction.Value.Difference is not null)],
            Compare(within.FindAll(check => !trial.Covers(check) && fractions.Contains(check.Fraction))));

        Comparison Compare(List<SortingCheck> of) => Comparison.Of(of.FindAll(check => check.At < trial.From), of.FindAll(check => check.At >= trial.From), Day);

        DateTime Day(SortingCheck check) => (TimeZoneInfo.ConvertTime(check.At.ToDateTimeOffset(), zone) - DayBegins).Date;
    }
}
