using System.Globalization;
using Arena.EndToEnd.Tests.Grafana.Panels;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>Dashboards over what ingest itself wrote, samples, rollups and figures: the virtual venue through Mosquitto and ingest into a real InfluxDB.</summary>
public sealed class LiveVenueTests : IAsyncLifetime
{
    /// <summary>What a venue of one day may rightly not have, by dashboard: last week, a match, a silent sensor, a day that is over; and not every machine has a thermometer.</summary>
    private static readonly Dictionary<string, string[]> MayBeEmpty = new()
    {
        ["driftcentral"] = ["Effekt från nätet Samma timme förra veckan", "Kärl att tömma ", "Tysta givare "],
        ["energi"] = [],
        ["avfall"] = ["Avfall per match ", "Fel sorterat i kontroller $tag_fraction"],
        ["fleet"] = ["Fullständighet per dygn $tag_point", "Förlorade pulser per dygn $tag_point", "Processortemperatur $tag_point"],
    };

    private readonly InfluxProcess _influx = new();
    private readonly RunningArena _arena;

    public LiveVenueTests() => _arena = new RunningArena("--influx", _influx.Address, "--influx-api", "v1");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _arena.DisposeAsync();
        await _influx.DisposeAsync();
    }

    [Fact]
    public async Task Every_panel_of_the_running_venue_shows_something()
    {
        await _influx.StartAsync();
        await _arena.StartBrokerAsync();
        await _arena.StartIngestAsync();
        // A whole day: at night a solar roof shows 0 W only because it made power since yesterday.
        await _arena.StartEdgeAsync(historyDays: 1);
        await _arena.DrainedAsync();
        using var influx = new InfluxClient(new Uri(_influx.Address));

        // Nodes measure themselves at the next whole minute: their past is not played.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var silent = await SilentAsync(influx);
        while (silent.Count > 0 && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            silent = await SilentAsync(influx);
        }

        Assert.Empty(silent);
        await TheExtractIsWhatIsShownAsync(influx);
    }

    /// <summary>Research's link to the raw extract, as Grafana fills it in, gives what its panel shows.</summary>
    private async Task TheExtractIsWhatIsShownAsync(InfluxClient influx)
    {
        var research = Dashboard.All["research"];
        var panel = research.Panels[0];
        var choice = Choice.Of(("point", ["kitchen-cold-store", "heat-main"]), ("quantity", ["active_power", "thermal_power"]), ("ingest", [_arena.Http.BaseAddress!.ToString().TrimEnd('/')]));
        // To a second, as the link's times are written; a while back, as samples still arrive.
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds());
        var span = Macros.SpanOf(research, panel, now);
        var link = research.Root.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("title").GetString() == "CSV, raw").GetProperty("url").GetString()!;

        var lines = (await _arena.Http.GetStringAsync(new Uri(Macros.Replace(link, research, choice, span, "10m")), TestContext.Current.CancellationToken)).Split("\r\n");
        var shown = await influx.ShownAsync(research, panel, choice, now, "10m");

        var columns = lines[0].Split(',').ToList();
        var extract = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))
            .Select(cells => (cells[columns.IndexOf("point")], DateTimeOffset.Parse(cells[columns.IndexOf("time")], CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), double.Parse(cells[columns.IndexOf("value")], CultureInfo.InvariantCulture)));
        Assert.True(shown.Count > 1000, $"{shown.Count} samples shown");
        // The panel's end belongs to it, the extract's does not.
        Assert.Equal(
            shown.Where(value => value.UnixMs < span.To.ToUnixTimeMilliseconds()).Select(value => (value.Series.Split(' ')[0], value.UnixMs!.Value, (double)value.Value)).Order(),
            extract.Order());
    }

    /// <summary>Panels, with the series' name, that show nothing now.</summary>
    private static async Task<List<string>> SilentAsync(InfluxClient influx)
    {
        var now = TimeProvider.System.GetUtcNow();
        var silent = new List<string>();
        foreach (var (name, mayBeEmpty) in MayBeEmpty)
        {
            var dashboard = Dashboard.All[name];
            foreach (var (panel, target) in dashboard.Panels.SelectMany(panel => panel.Targets.Select(target => (panel, target))))
            {
                var query = Macros.Replace(target.Query, dashboard, Choice.All, Macros.SpanOf(dashboard, panel, now), Macros.GridOf(panel, "10m"));
                if (!mayBeEmpty.Contains($"{panel.Title} {target.Alias}") && (await influx.QueryAsync(query)).Count == 0)
                    silent.Add($"{name}: {panel.Title} {target.Alias}");
            }
        }

        return silent;
    }
}
