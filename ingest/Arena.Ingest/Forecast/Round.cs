using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>Which bins to empty before which whistle, and in which order to walk by them.</summary>
internal static class Round
{
    /// <param name="bins">All that have an outlook.</param>
    /// <param name="from">Where the walk begins, on the map; null to begin at the most urgent bin.</param>
    /// <param name="now">The moment.</param>
    /// <param name="rules">What it reckons with.</param>
    public static IReadOnlyList<RoundStop> Plan(IEnumerable<RoundBin> bins, (double X, double Y)? from, UnixTime now, RoundRules rules)
    {
        var due = bins.Select(bin => Due(bin, rules.ChanceThatMatters)).OfType<RoundStop>().ToList();
        var (round, here, done) = (new List<RoundStop>(), from, now);
        foreach (var group in due.GroupBy(stop => stop.Before).OrderBy(group => group.Key?.At ?? now))
        {
            var walk = Walk.Shortest([.. group.OrderByDescending(stop => stop.Chance).ThenBy(stop => stop.Bin.Point, StringComparer.Ordinal)], here);
            foreach (var stop in walk)
            {
                var metres = here is { } place ? Walk.Between(place, Walk.PlaceOf(stop)) * (rules.MetresPerUnit ?? 0) : 0;
                done = done + TimeSpan.FromMinutes(metres / rules.MetresPerMinute) + rules.PerBin;
                here = Walk.PlaceOf(stop);
                round.Add(stop with { Done = rules.MetresPerUnit is null ? null : done });
            }
        }

        return round;
    }

    // Before the last whistle at which it is still unlikely to be full, and likely at the one after.
    private static RoundStop? Due(RoundBin bin, double matters)
    {
        PhaseStart? before = null;
        foreach (var (whistle, chance) in bin.Outlook.Chances)
        {
            if (chance >= matters) return new RoundStop(bin, before, chance, null);
            before = whistle;
        }

        return null;
    }
}
