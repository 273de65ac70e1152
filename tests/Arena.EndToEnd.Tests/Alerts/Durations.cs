using System.Globalization;

namespace Arena.EndToEnd.Tests.Alerts;

/// <summary>Prometheus' durations of one unit: <c>30s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class Durations
{
    public static TimeSpan Read(string text) => text[^1] switch
    {
        's' => TimeSpan.FromSeconds(Number(text)),
        'm' => TimeSpan.FromMinutes(Number(text)),
        'h' => TimeSpan.FromHours(Number(text)),
        _ => throw new FormatException($"'{text}' is no duration these rules should use."),
    };

    private static int Number(string text) => int.Parse(text[..^1], CultureInfo.InvariantCulture);
}
