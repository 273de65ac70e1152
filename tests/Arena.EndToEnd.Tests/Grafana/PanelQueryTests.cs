using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Every query of the dashboard, run by a real InfluxDB over known values.</summary>
public sealed class PanelQueryTests(RecordedInflux influx) : IClassFixture<RecordedInflux>
{
    /// <summary>A grid that Grafana could choose for a day on a phone: coarse enough that a cell holds several samples.</summary>
    private const string Grid = "10m";

    private static readonly Dashboard Driftcentral = Dashboard.Driftcentral;

    private static readonly Dictionary<string, Choice> Choices = new()
    {
        ["everything"] = Choice.All,
        ["one zone"] = new Choice(["clubhouse"], []),
        ["two zones"] = new Choice(["plant", "north"], []),
        ["two meters of a zone"] = new Choice(["plant"], ["heat-main", "ventilation-clubhouse"]),
    };

    public static TheoryData<string, string> PanelsAndChoices()
    {
        var data = new TheoryData<string, string>();
        foreach (var panel in Driftcentral.Panels)
            foreach (var choice in Choices.Keys)
                data.Add(panel.Title, choice);
        return data;
    }

    [Theory]
    [MemberData(nameof(PanelsAndChoices))]
    public async Task A_panel_shows_what_was_recorded(string title, string chosen)
    {
        var panel = Driftcentral.Panels.Single(panel => panel.Title == title);
        var choice = Choices[chosen];
        var span = Macros.SpanOf(panel, Recording.Now);

        var shown = new List<Shown>();
        foreach (var target in panel.Targets)
            shown.AddRange(await AskAsync(target, Macros.Replace(target.Query, Driftcentral, choice, span, Grid)));

        var expected = new Expected(influx.Recording, choice, span, Macros.Duration(Grid)).Of(panel);
        if (choice == Choice.All)
            Assert.NotEmpty(expected);
        Assert.Equal(Keys(expected), Keys(shown));
        foreach (var (want, got) in InOrder(expected).Zip(InOrder(shown)))
            Assert.True(Math.Abs(want.Value - got.Value) <= 1e-9 * Math.Max(1, Math.Abs(want.Value)), $"{title}: {want} expected, {got} shown");
    }

    [Fact]
    public async Task The_list_of_zones_has_every_zone_that_measures()
    {
        var zones = await ValuesAsync("zone", Choice.All);

        Assert.Equal(influx.Recording.Samples.Select(sample => sample.Point.Zone).Distinct().Order(StringComparer.Ordinal), zones);
    }

    [Theory]
    [InlineData]
    [InlineData("clubhouse")]
    [InlineData("plant", "north")]
    public async Task The_list_of_points_has_the_meters_of_the_chosen_zones(params string[] zones)
    {
        var points = await ValuesAsync("point", new Choice(zones, []));

        var meters = influx.Recording.Samples
            .Where(sample => sample.Quantity.Measurement == "energy" && (zones.Length == 0 || zones.Contains(sample.Point.Zone)))
            .Select(sample => sample.Point.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(meters, points);
    }

    [Fact]
    public async Task What_fell_silent_is_told_apart_from_what_stands_still()
    {
        var bins = await ShownByAsync("Kärl efter fyllnadsgrad");
        var nodes = await ShownByAsync("Noder: senaste livstecken");
        var sun = await ShownByAsync("Solel");

        Assert.DoesNotContain(bins, bin => bin.Series == Recording.SilentBin);
        Assert.Equal(Recording.SilentNode, nodes.MinBy(node => node.UnixMilliseconds).Series);
        var other = influx.Recording.Samples.Last(sample => sample.Point.Name == "solar-south-east" && sample.Quantity.Name == "active_power");
        Assert.Equal(other.Value, Assert.Single(sun).Value);
    }

    private async Task<List<Shown>> ShownByAsync(string title)
    {
        var panel = Driftcentral.Panels.Single(panel => panel.Title == title);
        var target = Assert.Single(panel.Targets);
        return await AskAsync(target, Macros.Replace(target.Query, Driftcentral, Choice.All, Macros.SpanOf(panel, Recording.Now), Grid));
    }

    /// <summary>A variable's values as Grafana lists them: the second column, each once, in order.</summary>
    private async Task<IEnumerable<string>> ValuesAsync(string name, Choice choice)
    {
        var variable = Driftcentral.Variables.Single(variable => variable.Name == name);
        var series = await influx.Client.QueryAsync(Macros.Replace(variable.Query, Driftcentral, choice, Macros.SpanOf(Driftcentral.Panels[0], Recording.Now), Grid));
        return series.SelectMany(one => one.Rows).Select(row => row[1].GetString()!).Distinct().Order(StringComparer.Ordinal);
    }

    private async Task<List<Shown>> AskAsync(Target target, string query)
    {
        var shown = new List<Shown>();
        foreach (var series in await influx.Client.QueryAsync(query))
        {
            Assert.Equal(2, series.Columns.Count);
            Assert.Equal("time", series.Columns[0]);
            var timed = series.Rows.Count > 1 || query.Contains("GROUP BY time", StringComparison.Ordinal) || target.Format == "table";
            foreach (var row in series.Rows.Where(row => row[1].ValueKind != JsonValueKind.Null))
                shown.Add(new Shown(NameOf(target, series), timed ? row[0].GetInt64() : null, row[1].GetDouble()));
        }

        return shown;
    }

    /// <summary>Grafana's name of a series: the alias with its tag, the only tag's value in a table, else nothing of interest.</summary>
    private static string NameOf(Target target, InfluxSeries series)
    {
        if (target.Format == "table")
            return Assert.Single(series.Tags).Value;
        return series.Tags.Aggregate(target.Alias ?? "", (name, tag) => name.Replace($"$tag_{tag.Key}", tag.Value, StringComparison.Ordinal));
    }

    private static IEnumerable<Shown> InOrder(IEnumerable<Shown> shown) =>
        shown.OrderBy(value => value.Series, StringComparer.Ordinal).ThenBy(value => value.UnixMilliseconds);

    private static IEnumerable<string> Keys(IEnumerable<Shown> shown) =>
        InOrder(shown).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Series} {value.UnixMilliseconds}"));
}
