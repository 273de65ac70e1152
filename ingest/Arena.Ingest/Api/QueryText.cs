using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Api;

/// <summary>Strict readings of what stands in a query: one form each, and a fault that shows it.</summary>
internal static class QueryText
{
    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(366);

    /// <summary>A time as RFC 3339 with an offset.</summary>
    public static UnixTime Time(string parameter, string text)
    {
        const string fix = "Write RFC 3339 with seconds and offset: 2026-11-22T05:10:00Z (a + in an address is %2B).";

        // The custom format takes a bare "." too; RFC 3339 doesn't.
        if (!text.Contains(".Z", StringComparison.Ordinal) && !text.Contains(".+", StringComparison.Ordinal) && !text.Contains(".-", StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return UnixTime.From(time);
        }

        throw ApiFault.BadParameter(parameter, $"{parameter} is no time: \"{Shown(text)}\".", fix);
    }

    /// <summary>A width of windows: a whole number and s, m, h or d.</summary>
    public static TimeSpan Window(string parameter, string text)
    {
        const string fix = "Write a whole number and s, m, h or d: 10s, 5m, 1h, 1d; from 1s to 366d.";
        long? seconds = text.Length < 2 ? null : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => null };
        if (seconds is { } unit
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && unit * number <= LongestWindow.TotalSeconds)
        {
            return TimeSpan.FromSeconds(unit * number);
        }

        throw ApiFault.BadParameter(parameter, $"{parameter} is no width of windows: \"{Shown(text)}\".", fix);
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public static int Count(string parameter, string text, int most)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        throw ApiFault.BadParameter(
            parameter, $"{parameter} is \"{Shown(text)}\".", $"Write a whole number from 1 to {most}.");
    }

    /// <summary>Names between commas, each once.</summary>
    public static IReadOnlyList<string> Names(string parameter, string text, int most)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (names.Contains(""))
            throw ApiFault.BadParameter(parameter, $"{parameter} has an empty name.", "Write names between commas, none empty: a,b.");
        if (names.Count > most)
            throw ApiFault.BadParameter(parameter, $"{parameter} has {names.Count} names.", $"Ask for at most {most} at a time.");
        return names;
    }

    /// <summary>A span whose beginning lies before its end.</summary>
    public static (UnixTime From, UnixTime To) Span(string? from, string? to, UnixTime now)
    {
        var end = to is null ? now : Time("to", to);
        var begin = from is null ? end - TimeSpan.FromDays(1) : Time("from", from);
        if (begin < end)
            return (begin, end);
        throw ApiFault.BadParameter("from", $"from ({begin}) is not before to ({end}).", "Write a from that is earlier than to; without them, it is the last 24 hours.");
    }

    /// <summary>What someone sent, short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : $"{text.AsSpan(0, 80)}…";
}
