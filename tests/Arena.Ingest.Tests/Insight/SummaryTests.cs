using Arena.Edge.Tests.Time;
using Arena.Ingest.Insight;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Quarantine = Arena.Ingest.Insight.Quarantine;

namespace Arena.Ingest.Tests.Insight;

/// <summary>The venue's figures over a real store, on a clock that the test moves: 2026-11-22 12:00 UTC is 13:00 at the venue.</summary>
public sealed class SummaryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-summary-").FullName;
    private readonly ManualTime _time = new();
    private readonly ISampleStore _store;
    private readonly LiveState _live;
    private readonly DayTotals _totals;
    private readonly Overview _overview;

    public SummaryTests()
    {
        var storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        _store = storage.Store;
        var changes = new LiveChanges();
        var nodes = new NodeDirectory(Ground.Catalogue, changes, _time);
        var meters = new MainMeters(Ground.Catalogue);
        _totals = new DayTotals(Ground.Catalogue, meters, _store, _time);
        var quarantine = new Quarantine(storage.Ledger);
        _live = new LiveState(Ground.Catalogue, changes, nodes, _totals, new BinReadings(Ground.Catalogue), quarantine);
        _overview = new Overview(Ground.Catalogue, meters, _live, _totals, nodes, quarantine, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(Cancellation);
        await _totals.RecountAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Without_a_reading_nothing_is_guessed()
    {
        var figures = _overview.Now();
        Assert.Null(figures.ActivePowerW);
        Assert.Null(figures.EnergyTodayWh);
        Assert.Null(figures.WaterTodayL);
        Assert.Equal((1, 0), (figures.Bins, figures.BinsOver80));
    }

    [Fact]
    public async Task Power_is_the_incomers_newest_value_as_long_as_it_is_fresh()
    {
        await StoreAsync(At(Ground.Power, 12, 0, 5_000));
        Assert.Equal(5_000, _overview.Now().ActivePowerW);
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(_overview.Now().ActivePowerW);
    }

    [Fact]
    public async Task Energy_today_begins_at_the_venues_midnight()
    {
        // 23:00 UTC of the day before is midnight in Stockholm in winter.
        await StoreAsync(At(Ground.Energy, -2, 30, 900), At(Ground.Energy, -1, -10, 1_000), At(Ground.Energy, -1, 10, 1_020), At(Ground.Energy, 12, 0, 1_500));
        Assert.Equal(500, _overview.Now().EnergyTodayWh);
    }

    [Fact]
    public async Task A_new_day_is_counted_anew_with_the_last_reading_of_the_old_one_as_its_beginning()
    {
        await StoreAsync(At(Ground.Energy, 12, 0, 1_500), At(Ground.Energy, 22, 59, 2_000));
        _time.Advance(TimeSpan.FromHours(11.5));
        await _totals.RecountIfNeededAsync(Cancellation);
        Assert.Null(_overview.Now().EnergyTodayWh);
        await StoreAsync(At(Ground.Energy, 23, 10, 2_030));
        Assert.Equal(30, _overview.Now().EnergyTodayWh);
    }

    [Fact]
    public async Task Late_readings_are_counted_from_the_store()
    {
        await StoreAsync(At(Ground.Energy, 10, 0, 1_000), At(Ground.Energy, 12, 0, 200));
        Assert.Equal(200, _overview.Now().EnergyTodayWh);

        // The register had gone on to 1,100 before it was swapped.
        await StoreAsync(At(Ground.Energy, 11, 0, 1_100));
        await _totals.RecountIfNeededAsync(Cancellation);
        Assert.Equal(300, _overview.Now().EnergyTodayWh);
    }

    [Fact]
    public async Task Water_is_the_main_meters_alone_because_the_others_stand_behind_it()
    {
        await StoreAsync(At(Ground.Water, 10, 0, 100), At(Ground.Water, 11, 0, 150));
        await StoreAsync(At(new SeriesName("water-kitchen", Quantities.WaterConsumption), 10, 0, 10), At(new SeriesName("water-kitchen", Quantities.WaterConsumption), 11, 0, 30));
        Assert.Equal(50, _overview.Now().WaterTodayL);
    }

    [Fact]
    public async Task A_start_on_a_full_store_tells_the_same_figures()
    {
        await StoreAsync(At(Ground.Energy, -2, 50, 1_000), At(Ground.Energy, 12, 0, 1_500), At(Ground.Filling, 11, 0, 0.85));
        var before = _overview.Now();
        _live.Seed(await _store.LatestAsync(Cancellation));
        await _totals.RecountAsync(Cancellation);
        Assert.Equal(before, _overview.Now());
        Assert.Equal((500, 1, 0), (before.EnergyTodayWh, before.BinsOver80, before.BinsOver95));
    }

    private async Task StoreAsync(params Sample[] samples)
    {
        var admission = new Admission
        {
            Topic = Ground.MeterTopic,
            Node = Ground.MeterNode,
            Id = null,
            Hash = new byte[32],
            Received = UnixTime.From(_time.GetUtcNow()),
            Samples = samples,
            Quarantined = [],
        };
        var result = await _store.CommitAsync([admission], Cancellation);
        _live.Stored([admission], result);
    }

    private static Sample At(SeriesName series, int hour, int minute, double value) =>
        new(series, UnixTime.From(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)) + new TimeSpan(hour, minute, 0), value);
}
