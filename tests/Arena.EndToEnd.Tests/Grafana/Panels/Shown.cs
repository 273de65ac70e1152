using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>
/// A value a panel shows. The series is its name in the legend; in a table it is the row's tags and the column, <c>point/zone column</c>. The time is
/// null where the panel shows none.
/// </summary>
internal readonly record struct Shown(string Series, long? UnixMs, object Value)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Series} {UnixMs} {Value}");
}

/// <summary>Asks what a panel asks, and reads the answer as Grafana does.</summary>
internal static class Asking
{
    public static async Task<List<Shown>> ShownAsync(this InfluxClient influx, Dashboard dashboard, Panel panel, Choice choice, DateTimeOffset now, string fitting)
    {
        var span = Macros.SpanOf(dashboard, panel, now);
        var shown = new List<Shown>();
        foreach (var target in panel.Targets)
        {
            var alias = target.Alias is null ? null : Macros.Replace(target.Alias.Replace("$tag_", "§", StringComparison.Ordinal).Replace("$col", "¤", StringComparison.Ordinal), dashboard, choice, span, "");
            var query = Macros.Replace(target.Query, dashboard, choice, span, Macros.GridOf(panel, fitting));
            foreach (var series in await influx.QueryAsync(query))
                shown.AddRange(Cells(series, target.Format, alias));
        }

        return shown;
    }

    private static IEnumerable<Shown> Cells(InfluxSeries series, string format, string? alias)
    {
        Assert.Equal("time", series.Columns[0]);
        for (var column = 1; column < series.Columns.Count; column++)
        {
            var name = Name(series, series.Columns[column], format, alias);
            foreach (var row in series.Rows.Where(row => row[column].ValueKind != JsonValueKind.Null))
                yield return new Shown(name, row[0].GetInt64(), row[column].ValueKind == JsonValueKind.String ? row[column].GetString()! : row[column].GetDouble());
        }
    }

    private static string Name(InfluxSeries series, string column, string format, string? alias)
    {
        if (format == "table")
            return $"{string.Join('/', series.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value))} {column}".TrimStart();
        var name = (alias ?? "").Replace("¤", column, StringComparison.Ordinal);
        return series.Tags.Aggregate(name, (text, tag) => text.Replace($"§{tag.Key}", tag.Value, StringComparison.Ordinal));
    }
}
