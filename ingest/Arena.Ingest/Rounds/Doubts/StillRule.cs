using Arena.Ingest.Rounds.Sensing;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>A range finder that says the very same all the time, while the scale below it, or the bins beside it, take waste in.</summary>
internal static class StillRule
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(20);

    private const int Readings = 10;

    /// <summary>Half a centimetre of the shallowest bin: one that lives flickers by one.</summary>
    private const double TheSame = 0.005;

    private const double LeastKg = 1;
    private const double GrownByWeight = 0.1;
    private const double GrownBeside = 0.12;
    private const int Neighbours = 2;

    /// <summary>Near the brim nothing more comes in, so a still level is what one expects.</summary>
    private const double Brim = 0.95;

    /// <summary>A level that the weight nearly agrees with is none to doubt.</summary>
    private const double Far = 0.25;

    public static Doubt? Find(DoubtCase bin)
    {
        var levels = bin.Levels;
        var first = levels.Count - 1;
        while (first > 0 && Math.Abs(levels.Raw(first - 1) - levels.Raw(levels.Count - 1)) <= TheSame) first--;
        var since = levels.At(first);
        if (levels.Count - first < Readings || levels.LastAt - since < LongEnough)
            return null;
        return bin.Weighs ? ByWeight(bin, since) : levels.Last < Brim && GrewBeside(bin, since) ? new Doubt(DoubtReason.Stuck, since, null) : null;
    }

    private static Doubt? ByWeight(DoubtCase bin, UnixTime since)
    {
        var grown = bin.Weights.Last - bin.Weights.From(since)[0];
        var full = bin.Levels.Last >= Brim;
        if (grown < Math.Max(LeastKg, GrownByWeight * (bin.KgFull ?? 0)))
            return null;
        if (bin.LevelByWeight is { } likely ? Math.Abs(likely - bin.Levels.Last) < Far : full)
            return null;
        return new Doubt(full ? DoubtReason.DirtySensor : DoubtReason.Stuck, since, bin.LevelByWeight);
    }

    private static bool GrewBeside(DoubtCase bin, UnixTime since) => bin.Neighbours.Count(beside => Grew(beside, since)) >= Neighbours;

    private static bool Grew(BinSensed beside, UnixTime since) =>
        Trend.Of(beside.Levels, since) is { Count: >= Readings } levels && levels.Last - levels[0] >= GrownBeside;
}
