using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>The whole way of a reading with real processes: what the edge sealed is what the store returns, bit for bit, although ingest was killed.</summary>
public sealed class StoredTests
{
    private const double HistoryDays = 0.04;

    [Fact]
    public async Task Sealed_is_stored_bit_for_bit_in_SQLite()
    {
        await using var arena = new RunningArena();
        await CompareThroughApiAsync(arena);
    }

    [Fact]
    public async Task Sealed_is_stored_bit_for_bit_in_InfluxDB_1()
    {
        await using var influx = new InfluxProcess();
        await influx.StartAsync();
        await using var arena = new RunningArena("--influx", influx.Address, "--influx-api", "v1");
        await CompareThroughApiAsync(arena);
    }

    [Fact]
    public async Task Sealed_is_stored_bit_for_bit_in_VictoriaMetrics()
    {
        await using var victoria = new VictoriaProcess();
        await victoria.StartAsync();
        await using var arena = new RunningArena("--influx", victoria.Address, "--influx-api", "v2");
        var expected = await RunWithOneKillAsync(arena);

        Assert.Equal(expected.Order(), (await ExportedAsync(arena, new Uri(victoria.Address))).Order());
    }

    private static async Task CompareThroughApiAsync(RunningArena arena)
    {
        var expected = await RunWithOneKillAsync(arena);
        var stored = new List<(string Series, long TimeUs, long ValueBits)>();
        var points = await arena.Http.GetFromJsonAsync<JsonElement>("api/v1/points");
        var from = DateTimeOffset.FromUnixTimeMilliseconds(expected.Min(sample => sample.TimeUs) / 1000).UtcDateTime;
        foreach (var point in points.GetProperty("points").EnumerateArray())
        {
            var name = point.GetProperty("point").GetString();
            var quantities = string.Join(',', point.GetProperty("quantities").EnumerateArray().Select(quantity => quantity.GetProperty("quantity").GetString()));
            var csv = await arena.Http.GetStringAsync(
                $"api/v1/samples?point={name}&quantity={quantities}&from={from:yyyy-MM-ddTHH:mm:ssZ}&to={from.AddDays(2):yyyy-MM-ddTHH:mm:ssZ}&format=csv");
            foreach (var cells in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(',')))
            {
                var time = DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                stored.Add(($"{cells[1]}/{cells[2]}", (time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10, RunningArena.Bits(cells[4])));
            }
        }

        Assert.Equal(expected.Order(), stored.Order());
    }

    // History and live samples are on their way when ingest is killed; the edge goes on sealing while it is gone.
    private static async Task<HashSet<(string Series, long TimeUs, long ValueBits)>> RunWithOneKillAsync(RunningArena arena)
    {
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(HistoryDays);
        await arena.Ingest!.KillAsync();
        await arena.Ingest.DisposeAsync();
        await arena.StartIngestAsync();
        await arena.DrainedAsync();

        Assert.Equal(0, await arena.Edge!.TerminateAsync());
        await arena.HandOverAsync();
        var sealedSamples = await arena.SealedAsync();
        Assert.True(sealedSamples.Count > 5_000, $"only {sealedSamples.Count} samples were sealed");
        return sealedSamples;
    }

    private static async Task<List<(string Series, long TimeUs, long ValueBits)>> ExportedAsync(RunningArena arena, Uri victoria)
    {
        var fields = Quantities.All.ToDictionary(quantity => $"{quantity.Measurement}_{quantity.Field}", quantity => quantity.Name, StringComparer.Ordinal);
        _ = await arena.Http.GetStringAsync(new Uri(victoria, "/internal/force_flush"));
        var export = await arena.Http.GetStringAsync(new Uri(victoria, "/api/v1/export?match[]={point!=%22%22}"));
        var samples = new List<(string, long, long)>();
        foreach (var line in export.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var series = JsonDocument.Parse(line);
            var metric = series.RootElement.GetProperty("metric");
            var name = metric.GetProperty("__name__").GetString()!;
            if (name.EndsWith("_quality", StringComparison.Ordinal))
                continue;
            var times = series.RootElement.GetProperty("timestamps").EnumerateArray();
            var values = series.RootElement.GetProperty("values").EnumerateArray();
            samples.AddRange(times.Zip(values, (time, value) => (
                $"{metric.GetProperty("point").GetString()}/{fields[name]}", time.GetInt64() * 1000, BitConverter.DoubleToInt64Bits(value.GetDouble()))));
        }

        return samples;
    }
}
