namespace Arena.Ingest.Checks.Estimates;

/// <summary>How a share changed between two sets of checks that have none in common.</summary>
/// <param name="Value">After less before, −1 to 1.</param>
/// <param name="Interval">Null where it can't be told.</param>
internal sealed record Difference(double Value, Interval? Interval)
{
    /// <summary>
    /// With unequal variances (B. L. Welch, Biometrika 34 (1947) 28–35; degrees of freedom after F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110–114).
    /// </summary>
    public static Difference Of(Ratio before, Ratio after)
    {
        var value = after.Share - before.Share;
        if (before.Variance is not { } one || after.Variance is not { } other || before.Interval is null && after.Interval is null)
            return new Difference(value, null);
        var variance = one + other;
        var freedom = variance * variance / ((one * one / (before.Units - 1)) + (other * other / (after.Units - 1)));
        var margin = StudentT.At95(freedom) * Math.Sqrt(variance);
        return new Difference(value, new Interval(Math.Max(-1, value - margin), Math.Min(1, value + margin)));
    }
}
