using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>
/// Figures of a match that the virtual venue played, through the real way, beside what a plain sum over the raw samples gives. Results are there with the first
/// look at the match; emptyings of each bin a minute or two later, because hours rest before they are rolled up.
/// </summary>
public sealed class MatchDayFigureTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Gates = TimeSpan.FromMinutes(-75);
    private static readonly TimeSpan End = TimeSpan.FromMinutes(240);

    private readonly TempFolder _folder = new();

    // Eight hours ago, at a whole minute.
    private readonly DateTimeOffset _kickOff = new(TimeProvider.System.GetUtcNow().AddHours(-8).Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    [Fact]
    public async Task In_SQLite_they_agree_with_the_raw_samples()
    {
        await using var arena = new RunningArena { Site = await SiteAsync() };
        await AgreeAsync(arena);
    }

    [Trait("Category", "Soak")]
    [Fact]
    public async Task In_InfluxDB_they_agree_with_the_raw_samples_and_every_emptying_is_told_of_its_bin()
    {
        await using var influx = new InfluxProcess();
        await influx.StartAsync();
        await using var arena = new RunningArena("--influx", influx.Address, "--influx-api", "v1") { Site = await SiteAsync() };
        var expected = await AgreeAsync(arena);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        var told = await EmptiedAsync(arena.Http);
        while (told != expected && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            told = await EmptiedAsync(arena.Http);
        }

        Assert.Equal(expected, told);
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> SiteAsync()
    {
        var local = TimeZoneInfo.ConvertTime(_kickOff, TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm")).DateTime;
        return MatchDayManifest.WriteAsync(
            _folder.Child("site.yaml"), local, "node-switchroom", "node-plantroom", "node-roof", "node-entrance-south-west", "node-bins-south-west", "node-kiosk-north");
    }

    // Returns how many emptyings there were.
    private async Task<double> AgreeAsync(RunningArena arena)
    {
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.7);
        await arena.DrainedAsync();

        var (from, to) = (_kickOff + Gates, _kickOff + End);
        var raw = await RawAsync(arena.Http, from.AddHours(-1), to.AddMinutes(30));
        var bins = raw.Where(series => series.Point.StartsWith("bin-", StringComparison.Ordinal)).ToList();
        var scales = bins.Where(series => series.Quantity == "cargo_weight").ToList();
        var levels = bins.Where(series => series.Quantity == "filling_level" && !scales.Exists(scale => scale.Point == series.Point)).ToList();
        Assert.NotEmpty(scales);
        Assert.NotEmpty(levels);
        var expected = new Dictionary<string, (double Value, double Within)>(StringComparer.Ordinal)
        {
            ["attendance"] = (raw.Where(series => series.Quantity == "people_count_towards").Sum(series => Growth(series, from, to)), 0.5),
            ["energy_wh"] = (Register("incomer", "active_energy_import") + Math.Max(0, Register("solar", "active_energy_export") - Register("incomer", "active_energy_export")), 0.5),
            ["water_l"] = (Register("water-main", "water_consumption"), 0.5),
            // A step of 50 g is told when it is full, once for each bin.
            ["waste_kg"] = (scales.Sum(series => Added(series, from, to)), 0.08 * scales.Count),
            ["sorted_kg"] = (scales.Where(series => !series.Point.EndsWith("residual", StringComparison.Ordinal)).Sum(series => Added(series, from, to)), 0.08 * scales.Count),
            ["emptyings"] = (scales.Sum(series => Falls(series, from, to, 0.5, 0.3).Count) + levels.Sum(series => Falls(series, from, to, 0.15, 0.7).Count), 0),
        };

        var results = await ResultsAsync(arena.Http, done: results => expected.All(each => Math.Abs((results.GetValueOrDefault(each.Key) ?? double.NaN) - each.Value.Value) <= each.Value.Within));
        foreach (var (figure, (value, within)) in expected)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure}: {results[figure]} by ingest, {value:0.###} from the raw samples (± {within:0.##})"));
        Assert.All(expected, each => Assert.InRange(results[each.Key] ?? double.NaN, each.Value.Value - each.Value.Within, each.Value.Value + each.Value.Within));
        Assert.True(expected["attendance"].Value > 100 && expected["waste_kg"].Value > 5 && expected["emptyings"].Value > 3, "the venue played no match");
        return expected["emptyings"].Value;

        double Register(string point, string quantity) =>
            raw.Where(series => series.Point.StartsWith(point, StringComparison.Ordinal) && series.Quantity == quantity).Sum(series => Growth(series, from, to));
    }

    // The results as soon as they are as they should be, or as they are at the end.
    private static async Task<Dictionary<string, double?>> ResultsAsync(HttpClient http, Func<Dictionary<string, double?>, bool> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        while (true)
        {
            var match = await http.GetFromJsonAsync<JsonElement>($"api/v1/matches/{MatchDayManifest.Match}", TestContext.Current.CancellationToken);
            var results = match.GetProperty("results").EnumerateObject()
                .ToDictionary(each => each.Name, each => each.Value.ValueKind == JsonValueKind.Number ? each.Value.GetDouble() : (double?)null, StringComparer.Ordinal);
            if (done(results) || limit.IsCancellationRequested)
                return results;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<double> EmptiedAsync(HttpClient http)
    {
        var span = $"from={Text(_kickOff + Gates)}&to={Text(_kickOff + End)}";
        var figures = await http.GetFromJsonAsync<JsonElement>($"api/v1/figures?figure=emptied&{span}", TestContext.Current.CancellationToken);
        return figures.GetProperty("series").EnumerateArray().Sum(series => series.GetProperty("figures").EnumerateArray().Sum(figure => figure[1].GetDouble()));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static double Growth(Series series, DateTimeOffset from, DateTimeOffset to) =>
        series.Samples.Last(sample => sample.Time < to).Value - series.Samples.Last(sample => sample.Time < from).Value;

    // Between two emptyings, what the scale shows at the end less what it showed at the beginning.
    private static double Added(Series series, DateTimeOffset from, DateTimeOffset to)
    {
        var samples = series.Samples.FindAll(sample => sample.Time >= from && sample.Time < to);
        var cuts = Falls(series, from, to, 0.5, 0.3);
        var (sum, begin) = (0.0, samples[0].Value);
        for (var at = 1; at < samples.Count; at++)
        {
            if (cuts.Contains(samples[at].Time))
                (sum, begin) = (sum + samples[at - 1].Value - begin, samples[at].Value);
        }

        return sum + samples[^1].Value - begin;
    }

    // The virtual venue empties a bin between two readings.
    private static List<DateTimeOffset> Falls(Series series, DateTimeOffset from, DateTimeOffset to, double least, double share) =>
        [.. series.Samples.Zip(series.Samples.Skip(1))
            .Where(pair => pair.Second.Time >= from && pair.Second.Time < to && pair.First.Value - pair.Second.Value >= Math.Max(least, share * pair.First.Value))
            .Select(pair => pair.Second.Time)];

    private static async Task<List<Series>> RawAsync(HttpClient http, DateTimeOffset from, DateTimeOffset to) =>
        [.. (await StoredSamples.ReadAsync(http, from, to)).GroupBy(sample => sample.Series).Select(group => new Series(
            group.Key.Split('/')[0], group.Key.Split('/')[1],
            [.. group.OrderBy(sample => sample.TimeUs).Select(sample => (DateTimeOffset.UnixEpoch.AddTicks(sample.TimeUs * 10), BitConverter.Int64BitsToDouble(sample.ValueBits)))]))];

    private sealed record Series(string Point, string Quantity, List<(DateTimeOffset Time, double Value)> Samples);
}
