using System.Globalization;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Grafana.Venue;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A span of time; both ends belong to it.</summary>
internal readonly record struct Span(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// Puts values in place of Grafana's variables and macros: <c>${name:format}</c> and <c>${__to}</c> as its template service does it in the browser,
/// <c>$timeFilter</c> and <c>$__interval</c> as the InfluxDB data source does it in the server.
/// </summary>
internal static partial class Macros
{
    public static string Replace(string query, Dashboard dashboard, Choice choice, Span span, string interval)
    {
        query = VariableUse().Replace(query, use => Value(dashboard, choice, span, use.Groups["name"].Value, use.Groups["format"].Value))
            .Replace("$timeFilter", string.Create(CultureInfo.InvariantCulture, $"time >= {span.From.ToUnixTimeMilliseconds()}ms and time <= {span.To.ToUnixTimeMilliseconds()}ms"))
            .Replace("$__interval", interval);
        Assert.False(Left().IsMatch(query), $"A macro or variable is left: {query}");
        return query;
    }

    /// <summary>The span a panel shows: its own time override, or the dashboard's time as it opens.</summary>
    public static Span SpanOf(Dashboard dashboard, Panel? panel, DateTimeOffset now) => (panel?.TimeFrom ?? dashboard.TimeFrom) switch
    {
        "now/d" => new Span(Clock.Midnight(now), now),
        "now/M" => new Span(Clock.MonthStart(now), now),
        var back => new Span(now - Duration(back.Replace("now-", "", StringComparison.Ordinal)), now),
    };

    /// <summary>The grid that Grafana chooses: what fits the screen, but never finer than the panel asks for.</summary>
    public static string GridOf(Panel panel, string fitting) => panel.Finest is { } finest && Duration(finest) > Duration(fitting) ? finest : fitting;

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

    private static string Value(Dashboard dashboard, Choice choice, Span span, string name, string format)
    {
        if (name is "__from" or "__to")
            return InTime(name == "__to" ? span.To : span.From, format);
        var variable = dashboard.Variables.SingleOrDefault(variable => variable.Name == name) ?? throw new InvalidOperationException($"{dashboard.Name} uses ${{{name}}}, and has no such variable.");
        if (!choice.Chosen.TryGetValue(name, out var values))
            return variable.AllValue ?? throw new InvalidOperationException($"{name} has no 'All': the test must choose.");
        return format switch
        {
            "regex" when values.Length == 1 => Escape(values[0]),
            "regex" => $"({string.Join('|', values.Select(Escape))})",
            "raw" => string.Join(',', values),
            "text" => string.Join(" + ", values.Select(value => variable.Options.Where(option => option.Value == value).Select(option => option.Text).SingleOrDefault(value))),
            "csv" => string.Join(',', values),
            _ => throw new InvalidOperationException($"The test does not know the format '{format}' of ${{{name}}}: without one, the data source decides."),
        };
    }

    /// <summary>Milliseconds, or as the address of an extract has it.</summary>
    private static string InTime(DateTimeOffset moment, string format) => format switch
    {
        "" => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "date:iso" => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"The test does not know the format '{format}' of a time."),
    };

    private static string Escape(string value) => Special().Replace(value, @"\$&");

    [GeneratedRegex(@"\$\{(?<name>\w+)(:(?<format>[^}]+))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableUse();

    [GeneratedRegex(@"[\\^$*+?.()|\[\]{}/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Special();

    /// <summary>A dollar sign that is not the end of a regular expression.</summary>
    [GeneratedRegex(@"\$(?!/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Left();
}
