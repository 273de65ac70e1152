namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Cold water, l/s. Half-time is the peak: a litre a head within a quarter of an hour.</summary>
internal static class WaterLs
{
    private const long MinuteUs = 60_000_000;

    /// <summary>One toilet block out of several.</summary>
    public static double Toilets(Moment now, Noise noise, int blocks)
    {
        var litresPerPersonHour = 1.2 + (2.7 * now.MatchIn(44, 48, 59, 64)) + (1.6 * now.MatchIn(104, 108, 118, 128));
        return now.Persons / blocks * litresPerPersonHour / 3600 * (1 + (0.12 * noise.Smooth(now.Us, MinuteUs)));
    }

    public static double DressingRooms(Moment now, Noise noise) =>
        0.0008 + ((0.95 * HeatW.Showers(now)) * (1 + (0.15 * noise.Smooth(now.Us, MinuteUs)))) + (0.02 * now.Weekday.Training);

    public static double Kitchen(Moment now, Noise noise)
    {
        var work = Math.Max(now.Weekday.Lunch, now.MatchIn(-240, -180, 80, 130));
        return 0.0015 + (0.17 * work * Math.Max(0, 0.6 + (0.6 * noise.Smooth(now.Us, 2 * MinuteUs))));
    }

    /// <summary>Artificial turf is wetted shortly before play when it is warm and dry.</summary>
    public static double Irrigation(Moment now) =>
        now.OutdoorC > 12 && now.Cloud < 0.8 ? 5.5 * Math.Max(now.MatchIn(-42, -41, -30, -29), now.MatchIn(47.5, 48, 52, 52.5)) : 0;

    /// <summary>Taps no meter of its own sees, and what leaks.</summary>
    public static double Unmetered(Moment now, Noise noise) =>
        0.006 + (now.Persons * 0.25 / 3600) + (0.004 * noise.Smooth(now.Us, 3 * MinuteUs));
}
