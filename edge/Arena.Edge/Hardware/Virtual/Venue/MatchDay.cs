namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>A match as the venue lives it. Minutes count from kick-off: gates −75, half-time 47 to 62, whistle 109.</summary>
/// <param name="KickOffUs">µs since 1970.</param>
/// <param name="Attendance">Spectators who come.</param>
/// <param name="Share">The same as share of what the ground holds.</param>
internal sealed record MatchDay(long KickOffUs, double Attendance, double Share)
{
    /// <summary>Six hours to either side something of it is felt: kitchens before, cleaning after.</summary>
    public const double ReachMinutes = 360;

    private const double UsPerMinute = 60e6;

    public double MinuteOf(long us) => (us - KickOffUs) / UsPerMinute;

    /// <summary>Share of the spectators who have come in: most in the last forty minutes.</summary>
    public static double Arrived(double minute)
    {
        var share = Math.Clamp((minute + 75) / 88, 0, 1);
        return Shape.Ease(Math.Pow(share, 1.3), 0, 1);
    }

    /// <summary>Share of the spectators who have gone: a few before the end, most within half an hour of the whistle.</summary>
    public static double Left(double minute) => (0.06 * Shape.Ease(minute, 85, 109)) + (0.94 * Shape.Ease(minute, 107, 136));

    public double Inside(double minute) => Attendance * (Arrived(minute) - Left(minute));
}
