using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>A fresh InfluxDB 1.x with an empty database, and what the bench asks of it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    /// <summary>As Arena names it without being told otherwise.</summary>
    public const string Name = "arena";

    private readonly InfluxProcess _influx = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private BenchDatabase() { }

    public string Address => _influx.Address;

    public int Port => new Uri(Address).Port;

    public ChildProcess Process => _influx.Process;

    public static async Task<BenchDatabase> StartAsync(CancellationToken cancellationToken)
    {
        var database = new BenchDatabase();
        await database._influx.StartAsync();
        using var answer = await database._http.PostAsync(
            new Uri($"{database.Address}/query"), new FormUrlEncodedContent([new("q", $"CREATE DATABASE {Name}")]), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return database;
    }

    /// <summary>Samples of a load that it has.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await QueryAsync(
            $"SELECT count({Quantities.Temperature.Field}) FROM {Quantities.Temperature.Measurement}; "
            + $"SELECT count({Quantities.ActiveEnergyImport.Field}) FROM {Quantities.ActiveEnergyImport.Measurement}",
            cancellationToken);
        return counts.Sum(row => row[1].GetInt64());
    }

    /// <summary>Whether it has a sample.</summary>
    public async Task<bool> HasAsync(Sample sample, CancellationToken cancellationToken)
    {
        var quantity = sample.Series.Quantity;
        var rows = await QueryAsync(
            $"SELECT {quantity.Field} FROM {quantity.Measurement} WHERE point = '{sample.Series.Point}' AND time = {sample.Time.Microseconds}u", cancellationToken);
        return rows.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _influx.DisposeAsync();
    }

    private async Task<List<JsonElement>> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        var text = await _http.GetStringAsync(new Uri($"{Address}/query?db={Name}&epoch=u&q={Uri.EscapeDataString(influxQl)}"), cancellationToken);
        using var answer = JsonDocument.Parse(text);
        var rows = new List<JsonElement>();
        foreach (var result in answer.RootElement.GetProperty("results").EnumerateArray())
        {
            if (result.TryGetProperty("error", out var error)) throw new InvalidOperationException($"InfluxDB can't answer {influxQl}: {error}");
            if (!result.TryGetProperty("series", out var series)) continue;
            rows.AddRange(series.EnumerateArray().SelectMany(one => one.GetProperty("values").EnumerateArray()).Select(row => row.Clone()));
        }

        return rows;
    }
}
