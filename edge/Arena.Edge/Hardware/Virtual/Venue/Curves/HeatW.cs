namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>District heating, W: what the buildings lose to the cold, and hot water.</summary>
internal static class HeatW
{
    private const long MinuteUs = 60_000_000;

    public static double Building(Moment now, Noise noise, double wPerK)
    {
        var used = Math.Max(now.Weekday.Office, Math.Max(0.8 * now.Weekday.Training, now.MatchIn(-240, -180, 130, 180)));
        var indoorC = 16.5 + (3.5 * used);
        return 400 + (wPerK * Math.Max(0, indoorC - now.OutdoorC) * (1 + (0.05 * noise.Smooth(now.Us, 12 * MinuteUs))));
    }

    /// <summary>Circulation all day, kitchens, and showers after training and the match.</summary>
    public static double HotWater(Moment now, Noise noise) =>
        2_600 + (9_000 * now.Weekday.Lunch) + (46_000 * Showers(now)) + (14_000 * now.MatchIn(-240, -150, 60, 120))
        + (900 * noise.Smooth(now.Us, 5 * MinuteUs));

    /// <summary>What the pipes lose before any meter but the main one.</summary>
    public static double Pipes(Moment now) => 900 + (8 * Math.Max(0, 20 - now.OutdoorC));

    /// <summary>0–1: how many showers run.</summary>
    public static double Showers(Moment now)
    {
        var early = 0.55 * Shape.Trapezoid(now.Hour, 18.1, 18.3, 18.7, 19);
        var late = 0.7 * Shape.Trapezoid(now.Hour, 20.3, 20.5, 21.1, 21.5);
        return Math.Max(now.MatchIn(112, 118, 135, 155), Math.Max(early, late) * Math.Min(1, 3 * now.Weekday.Training));
    }
}
