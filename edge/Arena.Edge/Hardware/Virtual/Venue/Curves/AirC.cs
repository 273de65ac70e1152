namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Temperatures of rooms, °C.</summary>
internal static class AirC
{
    private const long MinuteUs = 60_000_000;

    public static double ColdRoom(Moment now, Noise noise) =>
        4.2 + (0.7 * noise.Smooth(now.Us, 18 * MinuteUs)) + (1.6 * now.MatchIn(-270, -200, 60, 120)) + (0.5 * now.Weekday.Lunch);

    public static double Kitchen(Moment now, Noise noise) =>
        Room(now, noise) + (5 * Math.Max(0.7 * now.Weekday.Lunch, now.MatchIn(-250, -150, 70, 150)));

    public static double DressingRoom(Moment now, Noise noise) => Room(now, noise) + 1.5 + (2 * HeatW.Showers(now));

    public static double Switchroom(Moment now, Noise noise) =>
        22 + (0.08 * now.OutdoorC) + (4 * now.MatchIn(-90, 30, 120, 260)) + (0.3 * noise.Smooth(now.Us, 30 * MinuteUs));

    public static double PlantRoom(Moment now, Noise noise) =>
        25.5 - (0.05 * now.OutdoorC) + (0.5 * noise.Smooth(now.Us, 25 * MinuteUs));

    /// <summary>Under a roof: the air outside, and what the sun does to sheet metal.</summary>
    public static double UnderRoof(Moment now, Noise noise) =>
        now.OutdoorC + (11 * Math.Max(0, Math.Sin(now.Sun.ElevationDeg * Math.PI / 180)) * (1 - (0.8 * now.Cloud)))
        + (1.2 * Math.Min(1, now.Crowd / 3000)) + (0.3 * noise.Smooth(now.Us, 8 * MinuteUs));

    public static double Room(Moment now, Noise noise)
    {
        var used = Math.Max(now.Weekday.Office, Math.Max(0.6 * now.Weekday.Training, now.MatchIn(-180, -60, 120, 180)));
        return 18.6 + (2 * used) + (0.06 * Math.Max(0, now.OutdoorC)) + (0.35 * noise.Smooth(now.Us, 40 * MinuteUs));
    }
}
