using System.Security.Cryptography;
using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Two services at one InfluxDB and one ledger: what one of them did not see itself, it asks for.</summary>
public sealed class SharedResetTests(InfluxServer influx, PostgresServer postgres) : IClassFixture<InfluxServer>, IAsyncLifetime
{
    private readonly string _name = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-two-").FullName;
    private readonly Outbox _outbox = new();
    private Storage _one = null!;
    private Storage _two = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await OpenAsync("one");
        _two = await OpenAsync("two");
    }

    public async ValueTask DisposeAsync()
    {
        await _one.Store.DisposeAsync();
        await _two.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_swapped_meter_is_marked_once_whoever_gets_which_of_its_readings()
    {
        var catalogue = new VenueCatalogue(Venue.Site);
        var (first, second) = (new CounterWatch(catalogue), new CounterWatch(catalogue));
        await CommitAsync(_one, first, 1, 90);
        await CommitAsync(_two, second, 2, 95);
        await CommitAsync(_one, first, 3, 100);

        await CommitAsync(_two, second, 4, 5);
        await CommitAsync(_one, first, 5, 6);
        await CommitAsync(_two, second, 6, 7);

        var stored = await _one.Store.ReadAsync(Venue.Energy, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([90, 95, 100, 5, 6, 7], stored.Select(sample => sample.Value));
        Assert.Equal([5.0], stored.Where(sample => sample.Quality.HasFlag(Quality.CounterReset)).Select(sample => sample.Value));
    }

    [Fact]
    public async Task A_reset_is_not_claimed_while_the_batch_before_is_still_on_its_way()
    {
        var watch = new CounterWatch(new VenueCatalogue(Venue.Site));
        await CommitAsync(_one, watch, 1, 100);

        await CommitAsync(_one, watch, 3, 6);

        var stored = await _one.Store.ReadAsync(Venue.Energy, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation);
        Assert.DoesNotContain(stored, sample => sample.Quality.HasFlag(Quality.CounterReset));
    }

    [Fact]
    public async Task Of_two_values_without_a_number_at_two_services_the_first_stays()
    {
        await _one.Store.CommitAsync([Outbox.Foreign(new Sample(Venue.Power, Outbox.Noon, 1))], Cancellation);

        var result = await _two.Store.CommitAsync([Outbox.Foreign(new Sample(Venue.Power, Outbox.Noon, 2))], Cancellation);

        Assert.Equal((0, 1), (result.StoredSamples, result.QuarantinedSamples));
        var stored = await _two.Store.ReadAsync(Venue.Power, UnixTime.Min, UnixTime.Max, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(1, Assert.Single(stored).Value);
    }

    // As the flow does: what seems to have gone backwards is marked before the commit.
    private async Task CommitAsync(Storage service, CounterWatch watch, int sequence, double value)
    {
        var batch = _outbox.Numbered(sequence, new Sample(Venue.Energy, Outbox.Noon + TimeSpan.FromSeconds(sequence), value));
        await service.Store.CommitAsync([batch with { Samples = watch.Mark(batch.Samples) }], Cancellation);
    }

    private async Task<Storage> OpenAsync(string instance)
    {
        var storage = Stores.Shared(
            new ArenaFileOptions { Directory = Path.Combine(_folder, instance) },
            new InfluxOptions { Url = influx.Url, Api = InfluxApi.V1, Database = _name },
            await postgres.OptionsAsync(instance),
            Venue.Site with { Site = _name }, influx.Http, TimeProvider.System, NullLoggerFactory.Instance);
        await storage.Store.OpenAsync(Cancellation);
        return storage;
    }
}
