namespace Arena.Ingest.Rounds.Doubts;

/// <summary>
/// A level and a weight that exclude each other though the level came as levels do: waste that is far lighter or heavier than is usual in the bin. The level is likelier, since what is
/// full is full whatever it weighs; but it is worth a look.
/// </summary>
internal static class WeightRule
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const int Witnesses = 3;
    private const double High = 0.75;
    private const double Light = 0.35;
    private const double Low = 0.4;
    private const double Heavy = 0.9;

    public static Doubt? Find(DoubtCase bin)
    {
        if (bin.KgFull is not { } full || bin.LevelByWeight is null || bin.SinceEmptied.Count == 0)
            return null;
        var levels = bin.SinceEmptied;
        var first = levels.Count;
        while (first > 0 && Excludes(levels[first - 1], bin.Weights.Within(levels.At(first - 1) - Lasts, levels.At(first - 1)) / full)) first--;
        return levels.Count - first >= Witnesses && levels.LastAt - levels.At(first) >= Lasts
            ? new Doubt(DoubtReason.ContradictsWeight, levels.At(first), levels.Last)
            : null;
    }

    private static bool Excludes(double level, double? byWeight) => (level >= High && byWeight <= Light) || (level <= Low && byWeight >= Heavy);
}
