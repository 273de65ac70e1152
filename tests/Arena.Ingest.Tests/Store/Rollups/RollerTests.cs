using Arena.Ingest.Store;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Store.Rollups;

/// <summary>When hours are rolled up.</summary>
public sealed class RollerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-roller-").FullName;
    private readonly SteppedTime _time = new();
    private Storage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        await _storage.Store.OpenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_hour_rests_for_a_minute_and_is_then_rolled_up()
    {
        await _storage.Store.CommitAsync([new Outbox().Batch(Outbox.Samples(Venue.Power, 5))], Cancellation);
        _time.Step(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await _storage.Roller.TurnAsync(TimeSpan.FromMinutes(1), Cancellation));
        Assert.Equal(1, _storage.Roller.Waiting);

        _time.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _storage.Roller.TurnAsync(TimeSpan.FromMinutes(1), Cancellation));
        Assert.Equal(0, _storage.Roller.Waiting);
    }

    [Fact]
    public async Task The_service_works_off_what_is_due_at_its_next_tick_and_stops_when_told()
    {
        await _storage.Store.CommitAsync([new Outbox().Batch(Outbox.Samples(Venue.Power, 5))], Cancellation);
        await _storage.Roller.StartAsync(Cancellation);
        _time.Step(TimeSpan.FromMinutes(2));

        await _time.TickAsync();

        using var patience = new CancellationTokenSource(Patience);
        while (_storage.Roller.Waiting > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        await _storage.Roller.StopAsync(Cancellation).WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task An_hour_that_gets_a_sample_while_it_is_rolled_up_stays_dirty()
    {
        var store = (SqliteSampleStore)_storage.Store;
        var outbox = new Outbox();
        await store.CommitAsync([outbox.Batch(Outbox.Samples(Venue.Power, 5))], Cancellation);
        var taken = store.Dirty.Take(TimeSpan.Zero, 10);
        await store.CommitAsync([outbox.Batch(Outbox.Samples(Venue.Power, 6))], Cancellation);

        await store.RollAsync(taken, Cancellation);
        store.Dirty.PutBack(taken);

        Assert.Equal(1, _storage.Roller.Waiting);
        Assert.Equal(1, await _storage.Roller.TurnAsync(TimeSpan.Zero, Cancellation));
        Assert.Equal(0, _storage.Roller.Waiting);
    }

    [Fact]
    public async Task No_more_hours_wait_than_may()
    {
        await using var file = new ArenaFile(new ArenaFileOptions { Directory = Path.Combine(_folder, "own") }, NullLogger<ArenaFile>.Instance);
        var dirty = new DirtyHours(_time, most: 2);
        file.Add(dirty);
        await file.OpenAsync(Cancellation);
        await file.WriteAsync(() => Mark(dirty, 0, 1), Cancellation);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await file.WriteAsync(() => Mark(dirty, 2), Cancellation));

        Assert.Contains("rolled up", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, dirty.Count);
        Assert.True(dirty.Crowded);
    }

    private static void Mark(DirtyHours dirty, params int[] hours)
    {
        foreach (var hour in hours)
            dirty.Stage(1, hour * RollupLevels.HourUs);
        dirty.Write();
    }
}
