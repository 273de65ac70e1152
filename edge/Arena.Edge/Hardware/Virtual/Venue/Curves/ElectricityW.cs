namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Electric loads, W. Magnitudes are those of a ground for 6,500: LED masts of 40 kW, a kitchen of 30 kW, two 32 kW roofs.</summary>
internal static class ElectricityW
{
    private const long MinuteUs = 60_000_000;

    /// <summary>One mast: full for a match as soon as it is not bright day, 40 % for training in the dark, a fifth for cleaning.</summary>
    public static double Floodlight(Moment now, Noise noise)
    {
        var dusk = 1 - Shape.Ease(now.Sun.ElevationDeg, 4, 12);
        var match = now.MatchIn(-92, -90, 150, 152) * dusk;
        var cleaning = 0.2 * now.MatchIn(150, 151, 205, 206) * now.Dark;
        var training = now.Weekday.Training > 0.15 && now.Dark > 0.4 ? 0.4 : 0;
        var level = Math.Max(match, Math.Max(cleaning, training));
        return 18 + (level * 40_000 * (1 + (0.012 * noise.Smooth(now.Us, 10 * MinuteUs))));
    }

    public static double Kitchen(Moment now, Noise noise)
    {
        var match = now.MatchIn(-270, -190, 60, 110) * (0.45 + (0.55 * now.Match?.Share ?? 0));
        var work = Math.Min(1, Math.Max(0.6 * now.Weekday.Lunch, match) + (0.08 * now.Weekday.Office));
        return 900 + (29_000 * work * Cycling(now, noise, 4)) + (500 * now.Weekday.Office);
    }

    public static double Lounge(Moment now, Noise noise)
    {
        var match = now.MatchIn(-150, -80, 130, 170) * (0.5 + (0.5 * now.Match?.Share ?? 0));
        return 350 + (13_000 * Math.Min(1, match + (0.25 * now.Weekday.Lunch) + (0.1 * now.Weekday.Office)) * Cycling(now, noise, 3));
    }

    /// <summary>Compressors that cycle, more when it is warm or the doors go.</summary>
    public static double ColdStore(Moment now, Noise noise)
    {
        var duty = 0.35 + (0.008 * Math.Max(0, now.OutdoorC)) + (0.25 * now.MatchIn(-270, -200, 60, 120)) + (0.1 * now.Weekday.Lunch);
        var phase = ((now.Us / (18.0 * MinuteUs)) + noise.At(0)) % 1;
        return 380 + (phase < duty ? 4200 * (1 + (0.03 * noise.SignedAt(now.Us))) : 0);
    }

    public static double Kiosk(Moment now, Noise noise)
    {
        var rush = Math.Max(0.55 * now.MatchIn(-75, -40, 40, 44), Math.Max(now.MatchIn(38, 44, 60, 66), 0.6 * now.MatchIn(-110, -95, -75, -60)));
        return 240 + (80 * noise.Smooth(now.Us, 7 * MinuteUs)) + (15_000 * rush * (0.3 + (0.7 * now.Match?.Share ?? 0)) * Cycling(now, noise, 2));
    }

    public static double Ventilation(Moment now, Noise noise)
    {
        var need = Math.Max(0.45 * now.Weekday.Office, Math.Max(0.4 * now.Weekday.Training, now.MatchIn(-150, -100, 120, 170)));
        return 650 + (8_200 * need * (1 + (0.03 * noise.Smooth(now.Us, 6 * MinuteUs))));
    }

    public static double Scoreboard(Moment now, Noise noise) =>
        140 + (11_500 * now.MatchIn(-76, -75, 125, 126) * (1 + (0.08 * noise.Smooth(now.Us, MinuteUs))));

    public static double PitchBoards(Moment now, Noise noise) =>
        90 + (14_500 * now.MatchIn(-31, -30, 118, 119) * (1 + (0.15 * noise.Smooth(now.Us, MinuteUs / 2))));

    public static double StandLighting(Moment now, Noise noise)
    {
        var on = Math.Max(now.MatchIn(-91, -90, 200, 201), 0.25 * now.Weekday.Training) * now.Dark;
        return (260 * now.Dark) + (11_000 * on * (1 + (0.01 * noise.Smooth(now.Us, 20 * MinuteUs))));
    }

    /// <summary>Offices, servers, pumps: what no meter of its own sees.</summary>
    public static double Unmetered(Moment now, Noise noise) =>
        6_200 + (5_000 * now.Weekday.Office) + (6_500 * now.MatchIn(-200, -90, 140, 190))
        + (70 * Math.Max(0, 12 - now.OutdoorC)) + (500 * noise.Smooth(now.Us, 4 * MinuteUs));

    /// <summary>One roof of 32 kWp, leaning to an azimuth; snow lies on it in winter.</summary>
    public static double Solar(Moment now, double facingDeg)
    {
        var height = Math.Sin(now.Sun.ElevationDeg * Math.PI / 180);
        if (height <= 0) return 0;
        var facing = 0.72 + (0.28 * Math.Cos((now.Sun.AzimuthDeg - facingDeg) * Math.PI / 180));
        var snow = now.DayOfYear is < 75 or > 335 ? 0.45 : 1;
        return 32_000 * Math.Pow(height, 1.15) * facing * snow * (1 - (0.78 * now.Cloud * now.Cloud));
    }

    /// <summary>A charger of 22 kW. Every three hours, at its own times, a car may come; it charges, tapers off, and leaves.</summary>
    public static double Charger(Moment now, Noise noise)
    {
        const long windowUs = 180 * MinuteUs;
        var shifted = now.Us + (long)(noise.At(-1) * windowUs);
        var window = Math.DivRem(shifted, windowUs, out var intoUs);
        var wanted = Math.Clamp(0.08 + (0.3 * now.Weekday.Office) + (0.3 * now.Weekday.Training) + (0.7 * now.MatchIn(-120, -60, 110, 140)), 0, 0.9);
        if (noise.At(4 * window) >= wanted) return 0;
        var minute = (intoUs / (double)MinuteUs) - (40 * noise.At((4 * window) + 1));
        var length = 45 + (85 * noise.At((4 * window) + 2));
        var carW = noise.At((4 * window) + 3) switch { < 0.25 => 3_700, < 0.85 => 11_000, _ => 21_000 };
        return minute < 0 || minute > length ? 0 : carW * Math.Min(1, (length - minute) / 12) * (0.985 + (0.015 * noise.Smooth(now.Us, MinuteUs)));
    }

    /// <summary>Thermostats and single appliances: a load that jumps about its mean, at most as high.</summary>
    private static double Cycling(Moment now, Noise noise, int minutes) =>
        0.78 + (0.14 * noise.SignedAt(now.Us / (minutes * MinuteUs))) + (0.08 * noise.Smooth(now.Us, MinuteUs));
}
