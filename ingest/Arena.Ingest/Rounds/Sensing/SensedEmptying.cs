using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>An emptying that a bin's own sensors saw.</summary>
/// <param name="At">When it was first seen.</param>
/// <param name="Kg">What was taken out; null where the bin has no scale.</param>
internal readonly record struct SensedEmptying(UnixTime At, double? Kg);

/// <summary>Finds emptyings in what a bin's sensors said, by the rules of the figures (<see cref="BinWalk"/>): by its scale, and by its level where that is silent.</summary>
internal static class SensedEmptyings
{
    /// <summary>A scale that is silent for so much longer than the level is not asked.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(30);

    /// <summary>A tap and what is sensed of the same emptying lie no further apart: bins are emptied one after the other, and tapped when there is a hand free.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    /// <summary>What is certain: it stayed for five minutes.</summary>
    public static IReadOnlyList<SensedEmptying> Of(BinSensed sensed) => AsksScale(sensed)
        ? [.. sensed.ByScale.Emptied.Select(emptied => new SensedEmptying(emptied.At, emptied.Amount))]
        : [.. sensed.ByLevel.Emptied.Select(emptied => new SensedEmptying(emptied.At, null))];

    /// <summary>kg that came in within a span; null where the bin has no scale that speaks.</summary>
    public static double? Added(BinSensed sensed, UnixTime from, UnixTime to) =>
        sensed.Weights.Count == 0 ? null : sensed.ByScale.AddedWithin(from, to);

    /// <summary>
    /// An emptying that two readings show near a tap, and that is younger than the five minutes after which it is certain without one: someone who was there says so, too.
    /// </summary>
    public static SensedEmptying? Near(BinSensed sensed, UnixTime tap)
    {
        var (readings, rules, scale) = AsksScale(sensed) ? (sensed.Weights, BinRules.Scale, true) : (sensed.Levels, BinRules.Level, false);
        for (var at = 1; at + 1 < readings.Count; at++)
        {
            var time = readings[at].Time;
            if ((time - tap).Duration() > Apart || readings[^1].Time >= time + BinRules.Stay)
                continue;
            var before = Middle(readings, at);
            var (lowest, highest) = Rest(readings, at);
            if (rules.IsEmptied(before, highest))
                return new SensedEmptying(time, scale ? before - lowest : null);
        }

        return null;
    }

    private static bool AsksScale(BinSensed sensed) =>
        sensed.Weights.Count > 0 && (sensed.Levels.Count == 0 || sensed.Levels[^1].Time - sensed.Weights[^1].Time <= Silent);

    // The middle of the seven before it: someone who leans on the bin for two or three is not what was in it.
    private static double Middle(IReadOnlyList<StoredSample> readings, int at)
    {
        var before = readings.Skip(Math.Max(0, at - 7)).Take(Math.Min(at, 7)).Select(reading => reading.Value).Order().ToList();
        return before[before.Count / 2];
    }

    private static (double Lowest, double Highest) Rest(IReadOnlyList<StoredSample> readings, int at)
    {
        var rest = readings.Skip(at).Select(reading => reading.Value).ToList();
        return (rest.Min(), rest.Max());
    }
}
