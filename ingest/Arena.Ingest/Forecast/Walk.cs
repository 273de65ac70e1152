namespace Arena.Ingest.Forecast;

/// <summary>A short walk past stops: always to the nearest next, then crossings are undone (2-opt). Straight lines; the map has no paths.</summary>
internal static class Walk
{
    public static (double X, double Y) PlaceOf(RoundStop stop) => (stop.Bin.X, stop.Bin.Y);

    /// <summary>In units of the map.</summary>
    public static double Between((double X, double Y) here, (double X, double Y) there) => Math.Sqrt(Math.Pow(here.X - there.X, 2) + Math.Pow(here.Y - there.Y, 2));

    /// <param name="stops">The first is where the walk begins when <paramref name="from"/> is null.</param>
    /// <param name="from">Where it begins.</param>
    public static List<RoundStop> Shortest(IReadOnlyList<RoundStop> stops, (double X, double Y)? from)
    {
        var left = stops.ToList();
        var walk = new List<RoundStop>();
        var here = from ?? PlaceOf(left[0]);
        while (left.Count > 0)
        {
            var next = left.MinBy(stop => Between(here, PlaceOf(stop)))!;
            left.Remove(next);
            walk.Add(next);
            here = PlaceOf(next);
        }

        Uncross(walk, from);
        return walk;
    }

    // Each turn makes the walk shorter, so it ends.
    private static void Uncross(List<RoundStop> walk, (double X, double Y)? from)
    {
        for (var shorter = true; shorter;)
        {
            shorter = false;
            for (var first = 0; first < walk.Count - 1; first++)
            {
                for (var last = first + 1; last < walk.Count; last++)
                {
                    if (Gain(walk, from, first, last) < 1e-6) continue;
                    walk.Reverse(first, last - first + 1);
                    shorter = true;
                }
            }
        }
    }

    // What walking from first to last the other way round saves.
    private static double Gain(List<RoundStop> walk, (double X, double Y)? from, int first, int last)
    {
        var before = first > 0 ? PlaceOf(walk[first - 1]) : from;
        if (before is null && first == 0) return 0;
        var (a, b) = (PlaceOf(walk[first]), PlaceOf(walk[last]));
        var gain = Between(before!.Value, a) - Between(before.Value, b);
        if (last + 1 < walk.Count) gain += Between(b, PlaceOf(walk[last + 1])) - Between(a, PlaceOf(walk[last + 1]));
        return gain;
    }
}
