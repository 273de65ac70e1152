using System.Security.Cryptography;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Servers;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>Commits that overlap: samples of one are on their way while another is begun, and the ledger keeps their order.</summary>
public sealed class InfluxOverlapTests : IClassFixture<InfluxServer>, IAsyncLifetime
{
    private readonly HeldWrites _between = new();
    private readonly HttpClient _http;
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-overlap-").FullName;
    private readonly Outbox _outbox = new();
    private readonly Storage _storage;

    public InfluxOverlapTests(InfluxServer server)
    {
        _http = new HttpClient(_between);
        var influx = new InfluxOptions { Url = server.Url, Api = InfluxApi.V1, Database = $"arena-{RandomNumberGenerator.GetHexString(12, lowercase: true)}" };
        _storage = Stores.Influx(new ArenaFileOptions { Directory = _folder }, influx, Venue.Site, _http, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private long Low => _storage.Ledger.Epochs("pi-kitchen") is [var epoch] ? epoch.Terminal.Low : 0;

    public async ValueTask InitializeAsync()
    {
        await _storage.Store.OpenAsync(Cancellation);
        _between.Holds = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.Store.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_second_is_on_its_way_before_the_first_is_confirmed_and_terminal_only_after_it()
    {
        var (first, one) = await BeginAsync(_outbox.Batch(At(0, 1)));
        var (second, two) = await BeginAsync(_outbox.Batch(At(1, 2)));

        two.SetResult(true);
        Assert.False(second.IsCompleted);
        Assert.Equal(0, Low);

        one.SetResult(true);
        Assert.Equal(1, (await first.WithinAsync()).StoredSamples);
        Assert.Equal(1, (await second.WithinAsync()).StoredSamples);
        Assert.Equal(2, Low);
    }

    [Fact]
    public async Task A_write_that_fails_stops_the_commit_behind_it_though_its_own_samples_are_there()
    {
        Admission[] batches = [_outbox.Batch(At(0, 1)), _outbox.Batch(At(1, 2))];
        var (first, one) = await BeginAsync(batches[0]);
        var (second, two) = await BeginAsync(batches[1]);

        two.SetResult(true);
        one.SetResult(false);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first.WithinAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => second.WithinAsync());
        Assert.Equal(0, Low);

        _between.Holds = false;
        Assert.Equal(1, (await _storage.Store.CommitAsync([batches[0]], Cancellation)).StoredSamples);
        Assert.Equal(1, (await _storage.Store.CommitAsync([batches[1]], Cancellation)).DuplicateSamples);
        Assert.Equal(2, Low);
    }

    [Fact]
    public async Task A_time_that_is_still_on_its_way_is_looked_up_only_once_it_is_there()
    {
        var (first, one) = await BeginAsync(_outbox.Batch(At(0, 1)));
        var second = CommitAsync(_outbox.Batch(At(0, 2)));

        one.SetResult(true);
        _between.Holds = false;
        Assert.Equal(1, (await first.WithinAsync()).StoredSamples);
        Assert.Equal((0, 1), ((await second.WithinAsync()) is var result ? result.StoredSamples : -1, result.QuarantinedSamples));
        Assert.Equal(Reason.IdentityConflict, (await _storage.Ledger.QuarantineAsync(null, 1, Cancellation)).Items[0].Entry.Reason);
    }

    private static Sample At(int second, double value) => new(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(second), value);

    private async Task<CommitResult> CommitAsync(Admission batch) => await _storage.Store.CommitAsync([batch], Cancellation);

    private async Task<(Task<CommitResult> Commit, TaskCompletionSource<bool> Fate)> BeginAsync(Admission batch)
    {
        var commit = CommitAsync(batch);
        return (commit, await _between.NextAsync(Cancellation).AsTask().WithinAsync("a write to the database"));
    }
}
