using System.Globalization;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Whether a mute timing holds at a moment, as Alertmanager reads it: one of its intervals, and of that interval every kind of span that it names.</summary>
internal static class TimeIntervals
{
    private static readonly Settings[] Timings = [.. AlertFiles.Read("mute-times.yaml").List("muteTimes")];

    public static bool Holds(string name, DateTimeOffset moment) =>
        Timings.Single(timing => timing.Text("name") == name).List("time_intervals").Any(interval => Holds(interval, moment));

    private static bool Holds(Settings interval, DateTimeOffset moment)
    {
        var zone = interval.Has("location") ? TimeZoneInfo.FindSystemTimeZoneById(interval.Text("location")) : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return (!interval.Has("times") || interval.List("times").Any(span => Minutes(span.Text("start_time")) <= Minutes(local) && Minutes(local) < Minutes(span.Text("end_time"))))
            && (!interval.Has("days_of_month") || Within(interval.Texts("days_of_month"), local.Day))
            && (!interval.Has("months") || Within(interval.Texts("months"), local.Month))
            && (!interval.Has("years") || Within(interval.Texts("years"), local.Year));
    }

    /// <summary><c>3</c>, <c>1:3</c>.</summary>
    private static bool Within(IEnumerable<string> ranges, int number) => ranges.Select(range => range.Split(':')).Any(range => Number(range[0]) <= number && number <= Number(range[^1]));

    private static int Minutes(DateTimeOffset local) => (local.Hour * 60) + local.Minute;

    private static int Minutes(string time) => (Number(time[..2]) * 60) + Number(time[3..]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
