using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>
/// A level that jumps within minutes, and a scale that felt nothing: a bag hangs in the opening, a carton stands up, something sits on the range finder. Without a scale: a
/// jump that no curve of a bin has.
/// </summary>
/// <remarks>It is over when the level falls back, when the weight has caught up, or when the bin is emptied.</remarks>
internal static class JumpRule
{
    /// <summary>Half-time at a full house puts a fortieth of a bin in a minute; a kitchen's bag three hundredths.</summary>
    private const double NoCurve = 0.25;

    private const double WithScale = 0.15;

    /// <summary>Readings further apart say nothing of how fast it came.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    /// <summary>A false level below asks nobody to walk.</summary>
    private const double Matters = 0.6;

    /// <summary>What hangs sinks a little.</summary>
    private const double Sinks = 0.1;

    /// <summary>Waste of the lightest kind weighs this share of what is usual in the bin.</summary>
    private const double Lightest = 0.35;

    /// <summary>Where a full bin's weight is not known: a tenth of what the lightest fraction makes of it.</summary>
    private const double LeastKgFull = 0.6;

    private const double CaughtUp = 0.25;
    private const double AtTheSensor = 0.98;
    private const int StillFor = 10;

    public static Doubt? Find(DoubtCase bin)
    {
        var levels = bin.SinceEmptied;
        if (levels.Count < 2 || levels.Last < Matters || bin.LevelByWeight >= levels.Last - CaughtUp)
            return null;
        var lowest = levels.Last;
        for (var place = levels.Count - 1; place > 0; place--)
        {
            lowest = Math.Min(lowest, levels[place]);
            var rise = levels[place] - levels[place - 1];
            if (rise < WithScale || levels.At(place) - levels.At(place - 1) > Apart || lowest < levels[place] - Sinks)
                continue;
            if (Felt(bin, levels.At(place - 1), levels.At(place)) is { } kg ? kg < Lightest * rise * (bin.KgFull ?? LeastKgFull) : rise >= NoCurve)
                return new Doubt(IsAtTheSensor(levels, place) ? DoubtReason.DirtySensor : DoubtReason.BagCaught, levels.At(place), Likely(bin, levels[place - 1]));
        }

        return null;
    }

    // kg that came with the jump; null where no scale speaks.
    private static double? Felt(DoubtCase bin, UnixTime before, UnixTime after) =>
        bin.Weights.Within(after, after + Around) - bin.Weights.Within(before - Around, before);

    private static double Likely(DoubtCase bin, double before) => Math.Max(before, bin.LevelByWeight ?? 0);

    private static bool IsAtTheSensor(Trend levels, int from)
    {
        if (levels.Count - from < StillFor)
            return false;
        for (var place = from + 1; place < levels.Count; place++)
        {
            if (levels.Raw(place) < AtTheSensor) return false;
        }

        return true;
    }
}
