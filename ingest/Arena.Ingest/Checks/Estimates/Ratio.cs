namespace Arena.Ingest.Checks.Estimates;

/// <summary>
/// Share of all the kilos in checked bins that belong elsewhere: the ratio estimator Σy/Σx, with y the wrong and x all kilos of a unit, and its linearised
/// variance m/(m−1) · Σ(y − R·x)² / (Σx)² over m units. Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), sections 6.3 and 6.4; units that are match days: section 9A.
/// </summary>
/// <remarks>
/// A check that nobody weighed counts as the mean of the weighed ones beside it; where none is weighed, all count alike. Checks that are all alike tell nothing of how others
/// differ: no interval then, nor of a single unit.
/// </remarks>
internal sealed record Ratio
{
    private const double Nothing = 1e-12;

    /// <summary>Checks.</summary>
    public required int Checks { get; init; }

    /// <summary>Of them weighed.</summary>
    public required int Weighed { get; init; }

    /// <summary>Units that vary: the checks, or the days they were made on.</summary>
    public required int Units { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Of the estimate; null of a single unit.</summary>
    public double? Variance { get; init; }

    /// <summary>Null where it can't be told.</summary>
    public Interval? Interval
    {
        get
        {
            if (Variance is not > Nothing)
                return null;
            var margin = StudentT.At95(Units - 1) * Math.Sqrt(Variance.Value);
            return new Interval(Math.Max(0, Share - margin), Math.Min(1, Share + margin));
        }
    }

    /// <summary>The estimate; null without a check.</summary>
    /// <param name="checks">Those that count.</param>
    /// <param name="unit">Which unit a check belongs to.</param>
    /// <param name="share">What of a check is asked for; the whole contamination, or one fraction of it.</param>
    public static Ratio? Of<TUnit>(IReadOnlyCollection<SortingCheck> checks, Func<SortingCheck, TUnit> unit, Func<SortingCheck, double> share)
    {
        if (checks.Count == 0)
            return null;
        var weighed = checks.Where(check => check.TotalKg is not null).ToList();
        var unweighed = weighed.Count > 0 ? weighed.Average(check => check.TotalKg!.Value) : 1;
        var units = checks.GroupBy(unit).Select(of => (Wrong: of.Sum(check => Weight(check) * share(check)), All: of.Sum(Weight))).ToList();
        var all = units.Sum(of => of.All);
        var ratio = units.Sum(of => of.Wrong) / all;
        var squares = units.Sum(of => Math.Pow(of.Wrong - (ratio * of.All), 2));
        return new Ratio
        {
            Checks = checks.Count,
            Weighed = weighed.Count,
            Units = units.Count,
            Share = Math.Clamp(ratio, 0, 1),
            Variance = units.Count > 1 ? units.Count / (units.Count - 1.0) * squares / (all * all) : null,
        };

        double Weight(SortingCheck check) => check.TotalKg ?? unweighed;
    }
}
