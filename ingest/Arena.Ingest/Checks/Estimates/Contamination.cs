namespace Arena.Ingest.Checks.Estimates;

/// <summary>What the checks of one zone, bin or fraction come to. Units are checks: it tells of the bins as they were while they were checked.</summary>
/// <param name="Key">The zone, bin or fraction.</param>
/// <param name="All">Share of everything that belongs elsewhere.</param>
/// <param name="Wrong">The same for each fraction it belongs to, largest first.</param>
/// <param name="TotalKg">Kilos that were weighed.</param>
/// <param name="WrongKg">Of them wrong.</param>
internal sealed record Contamination(string Key, Ratio All, IReadOnlyList<KeyValuePair<string, Ratio>> Wrong, double TotalKg, double WrongKg)
{
    /// <summary>A row for each key, in the order of the keys.</summary>
    public static IReadOnlyList<Contamination> By(IEnumerable<SortingCheck> checks, Func<SortingCheck, string> key) =>
        [.. checks.GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(group.Key, [.. group]))];

    private static Contamination Of(string key, IReadOnlyCollection<SortingCheck> checks) => new(
        key,
        Ratio.Of(checks, check => check.Action, check => check.Contamination)!,
        [
            .. checks.SelectMany(check => check.Wrong).Select(part => part.Fraction).Distinct(StringComparer.Ordinal)
                .Select(fraction => KeyValuePair.Create(fraction, Ratio.Of(checks, check => check.Action, check => ShareOf(check, fraction))!))
                .OrderByDescending(part => part.Value.Share),
        ],
        checks.Sum(check => check.TotalKg ?? 0),
        checks.Sum(check => check.ContaminationKg ?? 0));

    private static double ShareOf(SortingCheck check, string fraction) => check.Wrong.Where(part => part.Fraction == fraction).Sum(part => part.Share);
}
