using System.Text.Json;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Writes through <c>/api/v2/write</c>, read back through VictoriaMetrics' own export. A writer's test class derives from it.</summary>
public abstract class VictoriaStoreContract(VictoriaServer server) : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-store-").FullName;
    private Storage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract InfluxDriver Driver { get; }

    public async ValueTask InitializeAsync()
    {
        _storage = Stores.Influx(
            new ArenaFileOptions { Directory = _folder }, new InfluxOptions { Url = server.Url, Driver = Driver }, Venue.Site, _http, TimeProvider.System, NullLoggerFactory.Instance);
        await _storage.Store.OpenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _storage.Store.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Samples_rounded_as_an_edge_node_rounds_them_come_back_bit_for_bit()
    {
        var samples = Outbox.Samples(Venue.Power, 200).Select((sample, index) => sample with { Value = Quantities.ActivePower.Rounded(index * 0.1), Quality = index == 7 ? Quality.Implausible : Quality.Good }).ToArray();
        var outbox = new Outbox();

        var result = await _storage.Store.CommitAsync([outbox.Batch(samples[..120]), outbox.Batch(samples[120..])], Cancellation);

        Assert.Equal(200, result.StoredSamples);
        Assert.Equal(2, Assert.Single(_storage.Ledger.Epochs("pi-kitchen")).Terminal.Low);
        var (values, times) = await ExportAsync("energy_active_power_w{point=\"kitchen-main\",zone=\"kitchen\",medium=\"electricity\",site=\"arena\"}");
        Assert.Equal(samples.Select(sample => sample.Value), values);
        Assert.Equal(samples.Select(sample => sample.Time.Milliseconds), times);
        var (qualities, _) = await ExportAsync("energy_quality{point=\"kitchen-main\"}");
        Assert.Equal([(double)Quality.Implausible], qualities);
    }

    [Fact]
    public async Task Reading_says_that_the_database_has_no_InfluxQL()
    {
        var fault = await Assert.ThrowsAsync<ReadNotSupportedException>(async () => await _storage.Store.LatestAsync(Cancellation));

        Assert.Contains("InfluxQL", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ReadNotSupportedException>(() => _storage.Store.ReadAsync(Venue.Power, Outbox.Noon, Outbox.Noon, Cancellation));
        Assert.Throws<ReadNotSupportedException>(() => _storage.Store.AggregateAsync(Venue.Power, Outbox.Noon, Outbox.Noon, TimeSpan.FromHours(1), Cancellation));
    }

    [Fact]
    public async Task Hours_that_can_never_be_rolled_up_do_not_pile_up()
    {
        await _storage.Store.CommitAsync([new Outbox().Batch(Outbox.Samples(Venue.Weight, 3))], Cancellation);

        await _storage.Roller.TurnAsync(TimeSpan.Zero, Cancellation);

        Assert.Equal(0, _storage.Roller.Waiting);
    }

    private async Task<(double[] Values, long[] Times)> ExportAsync(string selector)
    {
        using var line = JsonDocument.Parse(await server.ExportAsync(selector));
        return (
            [.. line.RootElement.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())],
            [.. line.RootElement.GetProperty("timestamps").EnumerateArray().Select(value => value.GetInt64())]);
    }
}

/// <summary>Our own writer keeps the contract.</summary>
public sealed class VictoriaStoreTests(VictoriaServer server) : VictoriaStoreContract(server), IClassFixture<VictoriaServer>
{
    private protected override InfluxDriver Driver => InfluxDriver.Http;
}
