namespace Arena.Ingest.Forecast;

/// <summary>The normal law.</summary>
internal static class Normal
{
    /// <summary>How likely a standard normal value is below; the error is under 1e-7. Source: Abramowitz and Stegun, formula 26.2.17.</summary>
    public static double Below(double value)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(value)));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var beyond = Math.Exp(-value * value / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
        return value >= 0 ? 1 - beyond : beyond;
    }
}
