using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue;

/// <summary>Computes the venue's moments, and keeps a day and a half of them: all meters ask for the same ones. Safe to share.</summary>
internal sealed class Moments
{
    private const int Kept = 8192;
    private const double TurnoverS = 3 * 3600;
    private const double SilenceMinutes = 200;

    private readonly SiteManifest _site;
    private readonly TimeZoneInfo _zone;
    private readonly Weather _weather;
    private readonly Moment?[] _kept = new Moment?[Kept];

    public Moments(SiteManifest site, int seed)
    {
        _site = site;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        _weather = new Weather(seed);
        Calendar = new MatchCalendar(site, _zone, seed);
    }

    public MatchCalendar Calendar { get; }

    /// <summary>The venue's local time.</summary>
    public DateTime LocalOf(long us)
    {
        var utc = new UnixTime(us).ToDateTimeOffset().UtcDateTime;
        return utc + _zone.GetUtcOffset(utc);
    }

    /// <summary>A local time as µs since 1970.</summary>
    public long UsOf(DateTime local)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return UnixTime.From(new DateTimeOffset(unspecified, _zone.GetUtcOffset(unspecified))).Microseconds;
    }

    public Moment At(long slot)
    {
        ref var kept = ref _kept[(int)((ulong)slot % Kept)];
        var us = Slot.StartUs(slot) + (Slot.LengthUs / 2);
        if (Volatile.Read(ref kept) is { } known && known.Us == us) return known;
        var moment = Compute(us);
        Volatile.Write(ref kept, moment);
        return moment;
    }

    private Moment Compute(long us)
    {
        var local = LocalOf(us);
        var hour = local.TimeOfDay.TotalHours;
        var sun = Sun.At(us, _site.Latitude, _site.Longitude);
        var cloud = _weather.Cloud(us);
        var match = Calendar.Near(us);
        var minute = match?.MinuteOf(us) ?? double.NaN;
        var weekday = WeekdayAt(local, hour, match, minute);
        var next = WeekdayAt(local, hour + (Slot.Seconds / 3600.0), match, minute + (Slot.Seconds / 60.0));
        var growth = (next.Visitors - weekday.Visitors) / Slot.Seconds;
        var turnover = weekday.Visitors / TurnoverS;
        const double half = Slot.Seconds / 120.0;
        var come = match is null ? 0 : match.Attendance * (MatchDay.Arrived(minute + half) - MatchDay.Arrived(minute - half)) / Slot.Seconds;
        var go = match is null ? 0 : match.Attendance * (MatchDay.Left(minute + half) - MatchDay.Left(minute - half)) / Slot.Seconds;
        return new Moment
        {
            Us = us,
            Hour = hour,
            DayOfYear = local.DayOfYear,
            OutdoorC = _weather.OutdoorC(us, local.DayOfYear, hour, cloud),
            Cloud = cloud,
            Sun = sun,
            Dark = 1 - Shape.Ease(sun.ElevationDeg, -5, 3 + (2 * cloud)),
            Match = match,
            Minute = minute,
            Crowd = match?.Inside(minute) ?? 0,
            Weekday = weekday,
            ArrivalsPerS = come + turnover + Math.Max(0, growth),
            DeparturesPerS = go + turnover + Math.Max(0, -growth),
        };
    }

    /// <summary>Around a match the rest of the day's life gives way to it.</summary>
    private static Weekday WeekdayAt(DateTime local, double hour, MatchDay? match, double minute)
    {
        var isWeekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var weekday = Weekday.At(hour, isWeekend, local.DayOfYear is > 165 and < 230);
        if (match is null) return weekday;
        var silence = Shape.Trapezoid(minute, -SilenceMinutes - 40, -SilenceMinutes, SilenceMinutes, SilenceMinutes + 40);
        var left = 1 - (0.9 * silence);
        return new Weekday(weekday.Office * left, weekday.Lunch * left, weekday.Training * left, weekday.Visitors * left);
    }
}
