namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>When the recording is from, and the venue's own time of day.</summary>
internal static class Clock
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Ten weeks' end: Sunday 22 November 2026, late in the second half against Degerfors IF.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 16, 20, 30, TimeSpan.FromHours(1));

    /// <summary>The night before the clocks went back, four weeks and a day earlier: five Sundays, three matches, a day of 25 hours.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 10, 24, 0, 0, 0, TimeSpan.FromHours(2));

    /// <summary>Midnight of the venue's day that a moment belongs to.</summary>
    public static DateTimeOffset Midnight(DateTimeOffset moment) => At(TimeZoneInfo.ConvertTime(moment, Zone).Date);

    /// <summary>The first midnight of the venue's month.</summary>
    public static DateTimeOffset MonthStart(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone).Date;
        return At(local.AddDays(1 - local.Day));
    }

    public static long DayOf(long unixMs) => Midnight(DateTimeOffset.FromUnixTimeMilliseconds(unixMs)).ToUnixTimeMilliseconds();

    public static long HourOf(long unixMs) => unixMs / 3_600_000 * 3_600_000;

    /// <summary>A local time of the venue.</summary>
    public static DateTimeOffset At(DateTime local) => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local));
}
