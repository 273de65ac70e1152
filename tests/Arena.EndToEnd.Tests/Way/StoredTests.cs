using System.Text.Json;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;
using Xunit;

namespace Arena.EndToEnd.Tests.Way;

/// <summary>The whole way of a reading with real processes: what the edge sealed is what the store returns, bit for bit, although ingest was killed.</summary>
public sealed partial class StoredTests
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
        var from = DateTimeOffset.FromUnixTimeMilliseconds(expected.Min(sample => sample.TimeUs) / 1000);
        var stored = await StoredSamples.ReadAsync(arena.Http, from, from.AddDays(2));

        Assert.Equal(expected.Order(), stored.Order());
    }

    // History and live samples are on their way when ingest is killed; the edge goes on sealing while it is gone.
    private static async Task<HashSet<(string Series, long TimeUs, long ValueBits)>> RunWithOneKillAsync(RunningArena arena)
    {
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(HistoryDays);
        await arena.KillIngestAsync();
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
            // Beside the samples stand their quality, and what ingest tells of nodes and of itself.
            if (name.EndsWith("_quality", StringComparison.Ordinal) || Observed().IsMatch(name))
                continue;
            var times = series.RootElement.GetProperty("timestamps").EnumerateArray();
            var values = series.RootElement.GetProperty("values").EnumerateArray();
            samples.AddRange(times.Zip(values, (time, value) => (
                $"{metric.GetProperty("point").GetString()}/{fields[name]}", time.GetInt64() * 1000, BitConverter.DoubleToInt64Bits(value.GetDouble()))));
        }

        return samples;
    }

    [GeneratedRegex("^node_(online|software|heartbeat|stored|under_way|quarantined_[a-z0-9_]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Observed();
}
