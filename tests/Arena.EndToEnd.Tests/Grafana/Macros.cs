using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A span of time; both ends belong to it.</summary>
internal readonly record struct Span(DateTimeOffset From, DateTimeOffset To);

/// <summary>What someone chose in the dashboard: an empty list is "All".</summary>
internal sealed record Choice(IReadOnlyList<string> Zones, IReadOnlyList<string> Points)
{
    public static Choice All { get; } = new([], []);

    public bool Has(string zone) => Zones.Count == 0 || Zones.Contains(zone);

    public bool HasPoint(string point) => Points.Count == 0 || Points.Contains(point);
}

/// <summary>
/// Puts values in place of Grafana's variables and macros: <c>${name:regex}</c> as its template service does it in the browser,
/// <c>$timeFilter</c> and <c>$__interval</c> as the InfluxDB data source does it in the server.
/// </summary>
internal static partial class Macros
{
    public static string Replace(string query, Dashboard dashboard, Choice choice, Span span, string interval)
    {
        foreach (var variable in dashboard.Variables)
        {
            var chosen = variable.Name switch
            {
                "zone" => choice.Zones,
                "point" => choice.Points,
                _ => throw new InvalidOperationException($"The test knows no choice for the variable {variable.Name}."),
            };
            query = query.Replace($"${{{variable.Name}:regex}}", chosen.Count == 0 ? variable.AllValue : $"({string.Join('|', chosen.Select(Escape))})");
        }

        query = query
            .Replace("$timeFilter", string.Create(CultureInfo.InvariantCulture, $"time >= {span.From.ToUnixTimeMilliseconds()}ms and time <= {span.To.ToUnixTimeMilliseconds()}ms"))
            .Replace("$__interval", interval);
        Assert.False(Left().IsMatch(query), $"A macro or variable is left: {query}");
        return query;
    }

    /// <summary>The span a panel shows: its own time override, or the dashboard's last 24 hours.</summary>
    public static Span SpanOf(Panel panel, DateTimeOffset now) => panel.TimeFrom switch
    {
        null => new Span(now.AddHours(-24), now),
        "now/d" => new Span(Midnight(now), now),
        var back => new Span(now - Duration(back), now),
    };

    /// <summary>Grafana's short durations: 30s, 5m, 2h, 7d.</summary>
    public static TimeSpan Duration(string text)
    {
        var number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => throw new FormatException($"'{text}' is no duration this dashboard should use."),
        };
    }

    private static DateTimeOffset Midnight(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        var local = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static string Escape(string value) => Special().Replace(value, @"\$&");

    [GeneratedRegex(@"[\\^$*+?.()|\[\]{}/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Special();

    /// <summary>A dollar sign that is not the end of a regular expression.</summary>
    [GeneratedRegex(@"\$(?!/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Left();
}
