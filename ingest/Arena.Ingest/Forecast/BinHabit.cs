namespace Arena.Ingest.Forecast;

/// <summary>
/// What a bin usually takes in during a match, learned from past ones: how much in which five minutes, how strongly that follows the crowd, and how far one match differs from
/// another. What few matches can't tell is lent by its kind, the bins of the same place and fraction.
/// </summary>
/// <remarks>
/// Share in a cell = usual share × (crowd ÷ usual crowd)^follows × the match's own factor (mean 1, variance <see cref="Between"/>) + scatter (variance
/// <see cref="Lump"/> × share, as of things thrown in one by one).
/// </remarks>
internal sealed class BinHabit
{
    /// <summary>So many matches does the kind's habit count for.</summary>
    private const double KindCounts = 2;

    // Where nothing is known yet: matches differ by a fifth, what is thrown in is half a per cent of a bin, a bin follows the crowd.
    private const double UsualBetween = 0.04;
    private const double UsualLump = 0.005;
    private const double LeastBetween = 0.0025;
    private const double BetweenCounts = 2;
    private const double LumpCounts = 0.5;

    // Bins of a kind differ by half: the one by the stairs takes in more than the one behind it. A guess until a ground has its own.
    private const double BetweenBins = 0.25;

    // Half an hour: over five minutes the sensor's noise is larger than what is thrown in.
    private const int BlockCells = 6;

    // A ridge towards "follows the crowd": weighs like two matches whose crowds differ by a factor of e.
    private const double FollowsCounts = 0.5;

    private readonly double[] _usual;
    private readonly double _crowd;

    private BinHabit(double[] usual, double crowd, double follows, double between, double lump, int matches) =>
        (_usual, _crowd, Follows, Between, Lump, Matches) = (usual, crowd, follows, between, lump, matches);

    /// <summary>How strongly it follows the crowd: 0 not at all, 1 in proportion.</summary>
    public double Follows { get; }

    /// <summary>Variance of a match's own factor.</summary>
    public double Between { get; }

    /// <summary>Variance of what comes for each share that is expected: about the size of one thing thrown in.</summary>
    public double Lump { get; }

    /// <summary>Past matches of the bin itself that it was learned from.</summary>
    public int Matches { get; }

    /// <summary>Share expected in a cell with a crowd. Of a cell in which hardly anything comes it may be a little below nothing: cut off there, noise would add up to litter.</summary>
    public double Expected(int cell, double attendance) => _usual[cell] * Scale(attendance);

    /// <param name="own">Past matches of the bin; may be empty.</param>
    /// <param name="kind">Habit of its kind; null where there is none, as for the kind itself.</param>
    /// <returns>Null when neither knows anything.</returns>
    public static BinHabit? Learn(IReadOnlyList<PastMatch> own, BinHabit? kind)
    {
        var matches = own.Where(match => match.Attendance > 0 && Known(match.Curve).Any()).ToList();
        if (matches.Count == 0) return kind is null ? null : new BinHabit(kind._usual, kind._crowd, kind.Follows, kind.Between, kind.Lump, 0);
        var crowd = kind?._crowd ?? Math.Exp(matches.Average(match => Math.Log(match.Attendance)));
        var follows = Slope(matches, crowd, kind);
        var usual = Usual(matches, crowd, follows, kind);
        var (between, lump) = Spread(matches, new BinHabit(usual, crowd, follows, 0, 0, 0));
        return new BinHabit(usual, crowd, follows, between, lump, matches.Count);
    }

    private double Scale(double attendance) => Math.Pow(Math.Max(attendance, 1) / _crowd, Follows);

    // The slope of ln(what came) over ln(crowd), of matches that were seen nearly whole.
    private static double Slope(List<PastMatch> matches, double crowd, BinHabit? kind)
    {
        var towards = kind?.Follows ?? 1;
        var points = matches
            .Where(match => Known(match.Curve).Count() > 0.8 * FillCurve.Cells && Known(match.Curve).Sum(cell => match.Curve[cell]) > 0.02)
            .Select(match => (X: Math.Log(match.Attendance / crowd), Y: Math.Log(Known(match.Curve).Sum(cell => match.Curve[cell]))))
            .ToList();
        if (points.Count == 0) return towards;
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var across = points.Sum(point => (point.X - x) * (point.Y - y));
        var along = points.Sum(point => (point.X - x) * (point.X - x));
        return Math.Clamp((across + (FollowsCounts * towards)) / (along + FollowsCounts), 0, 1.5);
    }

    private static double[] Usual(List<PastMatch> matches, double crowd, double follows, BinHabit? kind)
    {
        var usual = new double[FillCurve.Cells];
        var level = kind is null ? 1 : LevelOf(matches, kind);
        for (var cell = 0; cell < usual.Length; cell++)
        {
            var seen = matches.Where(match => !double.IsNaN(match.Curve[cell])).ToList();
            var lent = kind is null ? 0 : KindCounts;
            if (seen.Count + lent == 0) continue;
            var sum = seen.Sum(match => match.Curve[cell] / Math.Pow(match.Attendance / crowd, follows)) + (lent * level * (kind?._usual[cell] ?? 0));
            usual[cell] = sum / (seen.Count + lent);
        }

        return usual;
    }

    // How much more than its kind it takes in: the kind lends the shape of its curve, and its height only as far as the bin's own matches don't tell.
    private static double LevelOf(List<PastMatch> matches, BinHabit kind)
    {
        var came = matches.Sum(match => Known(match.Curve).Sum(cell => match.Curve[cell]));
        var expected = matches.Sum(match => Known(match.Curve).Sum(cell => kind.Expected(cell, match.Attendance)));
        if (expected <= 0) return 1;
        var doubt = (kind.Between / matches.Count) + (kind.Lump / expected);
        return 1 + ((Math.Max(0, came / expected) - 1) * BetweenBins / (BetweenBins + doubt));
    }

    private static (double Between, double Lump) Spread(List<PastMatch> matches, BinHabit habit)
    {
        var (residual, expected) = (LumpCounts * UsualLump, LumpCounts);
        var factors = new List<(double Factor, double Whole)>();
        foreach (var match in matches)
        {
            var cells = Known(match.Curve).ToList();
            var whole = cells.Sum(cell => habit.Expected(cell, match.Attendance));
            if (whole <= 0) continue;
            var factor = Math.Max(0, cells.Sum(cell => match.Curve[cell]) / whole);
            factors.Add((factor, whole));
            foreach (var block in cells.Chunk(BlockCells))
            {
                var share = factor * block.Sum(cell => habit.Expected(cell, match.Attendance));
                residual += Math.Pow(block.Sum(cell => match.Curve[cell]) - share, 2);
                expected += share;
            }
        }

        // Things thrown in one by one make matches differ, too; that part is told by the lump.
        var lump = residual / expected;
        var between = factors.Sum(each => Math.Max(0, ((each.Factor - 1) * (each.Factor - 1)) - (lump / each.Whole)));
        return (Math.Max(LeastBetween, (between + (BetweenCounts * UsualBetween)) / (factors.Count + BetweenCounts)), lump);
    }

    private static IEnumerable<int> Known(FillCurve curve) => Enumerable.Range(0, FillCurve.Cells).Where(cell => !double.IsNaN(curve[cell]));
}
