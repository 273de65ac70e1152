namespace Arena.Ingest.Checks.Estimates;

/// <summary>Student's t: within how many standard errors 95 % lie, on both sides. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.</summary>
internal static class StudentT
{
    // 0.975 of 1 to 30 degrees of freedom.
    private static readonly double[] Small =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    // A computed 3 may lie a little below 3.
    private const double Rounding = 1e-9;

    /// <summary>Between the rows of the table the one below, so an interval is never too narrow.</summary>
    /// <param name="degreesOfFreedom">1 at least.</param>
    public static double At95(double degreesOfFreedom) => Math.Floor(degreesOfFreedom + Rounding) switch
    {
        < 1 => throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There is no interval without a degree of freedom."),
        < 31 and var row => Small[(int)row - 1],
        < 40 => 2.042,
        < 60 => 2.021,
        < 120 => 2.000,
        < 1000 => 1.980,
        _ => 1.962,
    };
}
