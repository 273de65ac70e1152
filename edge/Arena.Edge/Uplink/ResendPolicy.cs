namespace Arena.Edge.Uplink;

/// <summary>How long to wait for a confirmation before offering a batch again: doubling, at most a limit, with ±20 % of jitter so that nodes don't fall in step.</summary>
/// <param name="options">First and longest wait.</param>
/// <param name="uniform">Gives numbers in [0, 1).</param>
internal sealed class ResendPolicy(UplinkOptions options, Func<double> uniform)
{
    private const double Jitter = 0.2;

    /// <summary>The wait after the given attempt, counted from 1.</summary>
    public TimeSpan WaitAfter(int attempt)
    {
        var doubled = options.ResendAfter * Math.Pow(2, Math.Min(attempt - 1, 30));
        var capped = doubled < options.MaxResendAfter ? doubled : options.MaxResendAfter;
        return capped * (1 - Jitter + (2 * Jitter * uniform()));
    }
}
