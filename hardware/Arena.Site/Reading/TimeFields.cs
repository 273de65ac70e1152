using System.Globalization;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Durations, written with their unit, and local times.</summary>
internal static class TimeFields
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("min", 60), ("s", 1), ("h", 3600)];

    /// <summary><c>10ms</c>, <c>10s</c>, <c>5min</c> or <c>1h</c>.</summary>
    public static TimeSpan? Duration(this Field field, TimeSpan min, TimeSpan max)
    {
        if (field.Text() is not { } text)
            return null;
        if (!TryDuration(text, out var value))
            field.Refuse($"is '{Quoting.Short(text)}', not a duration", $"Write a number and ms, s, min or h: '{Examples.Of(field.Key)}'.");
        else if (value < min || value > max)
            field.Refuse($"is {text}, outside {Show(min)} to {Show(max)}", $"Write a duration from {Show(min)} to {Show(max)}.");
        else
            return value;
        return null;
    }

    /// <summary><c>2026-11-22 15:00</c>, as the venue's clocks show it.</summary>
    public static DateTime? LocalTime(this Field field, TimeZoneInfo? zone)
    {
        if (field.Text() is not { } text)
            return null;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            field.Refuse($"is '{Quoting.Short(text)}', not a date and time");
        else if (zone is not null && zone.IsInvalidTime(time))
            field.Refuse($"is {text}, a time the clocks skip that night", "Write the time after the change to summer time.");
        else
            return time;
        return null;
    }

    public static string Show(TimeSpan value)
    {
        var (unit, seconds) = value.TotalSeconds switch { >= 3600 => ("h", 3600.0), >= 60 => ("min", 60), >= 1 => ("s", 1), _ => ("ms", 0.001) };
        return string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds / seconds:0.#}{unit}");
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        var (unit, seconds) = Array.Find(Units, candidate => text.EndsWith(candidate.Unit, StringComparison.Ordinal));
        if (unit is null || !NumberFields.TryNumber(text[..^unit.Length].TrimEnd(), out var number) || number is < 0 or > 1e6)
            return false;
        value = TimeSpan.FromSeconds(number * seconds);
        return true;
    }
}
