using Arena.Edge.Tests.Time;
using Arena.Ingest.Decoding;
using Arena.Ingest.Figures;
using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Tests.Figures;
using Arena.Ingest.Tests.Store;
using Arena.Site;
using Arena.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Forecast;

/// <summary>From samples in the store to an outlook: the bin of MatchGround, a match a week before the one of today.</summary>
public sealed class ForecastsTests : IAsyncLifetime
{
    private static readonly SiteManifest Site = MatchGround.Site with
    {
        Matches = [new Match("last-week", "Falu BS FK", new DateTime(2026, 11, 15, 15, 0, 0), 3200), .. MatchGround.Site.Matches],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-forecast-").FullName;
    private readonly ManualTime _time = new();
    private readonly Outbox _outbox = new(MatchGround.Node);
    private Storage _storage = null!;
    private MatchLog _log = null!;
    private BinReadings _heard = null!;
    private Forecasts _forecasts = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var plan = FigurePlan.Of(Site);
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance, plan);
        await _storage.Store.OpenAsync(Cancellation);
        _log = new MatchLog(_folder);
        var book = new MatchBook(Site, _log);
        var catalogue = new VenueCatalogue(Site);
        var levels = new LevelReader(catalogue, _storage.Store);
        _heard = new BinReadings(catalogue);
        _forecasts = new Forecasts(book, levels, new TodaysLevels(levels, _heard, _storage.Ledger), new PastMatches(book, levels, _storage.Figures.Store, _time), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        await _storage.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_bin_is_foreseen_to_do_as_it_did_last_week()
    {
        await FillAsync(MatchGround.KickOff - TimeSpan.FromDays(7), -240, 239, 0);
        await FillAsync(MatchGround.KickOff, -10, 0, 0.6);
        _time.Advance(MatchGround.KickOff + TimeSpan.FromMinutes(1) - UnixTime.From(_time.GetUtcNow()));
        await _forecasts.ComputeAsync(Cancellation);

        Assert.Equal(MatchGround.MatchName, _forecasts.Latest.Match!.Name);
        var (bin, outlook) = Assert.Single(_forecasts.Latest.Bins);
        Assert.Equal("bin-plastic", bin.Point.Name);
        Assert.Equal((0.6, 1), (outlook.Level, outlook.Matches));
        Assert.InRange((outlook.Full!.Value - MatchGround.KickOff).TotalMinutes, 75, 85);
    }

    [Fact]
    public async Task A_bin_that_fell_silent_has_no_outlook()
    {
        await FillAsync(MatchGround.KickOff - TimeSpan.FromDays(7), -240, 239, 0);
        await FillAsync(MatchGround.KickOff, -60, -20, 0.5);
        _time.Advance(MatchGround.KickOff - UnixTime.From(_time.GetUtcNow()));
        await _forecasts.ComputeAsync(Cancellation);

        Assert.Empty(_forecasts.Latest.Bins);
    }

    [Fact]
    public async Task A_ground_that_has_not_seen_a_match_yet_foresees_nothing()
    {
        await FillAsync(MatchGround.KickOff, -10, 0, 0.5);
        _time.Advance(MatchGround.KickOff - UnixTime.From(_time.GetUtcNow()));
        await _forecasts.ComputeAsync(Cancellation);

        Assert.Empty(_forecasts.Latest.Bins);
    }

    [Fact]
    public async Task Between_matches_there_is_none()
    {
        _time.Advance(TimeSpan.FromDays(1));
        await _forecasts.ComputeAsync(Cancellation);

        Assert.Null(_forecasts.Latest.Match);
        Assert.Empty(_forecasts.Latest.Bins);
    }

    [Fact]
    public async Task What_comes_late_counts_the_next_time_though_what_was_read_is_not_read_again()
    {
        await FillAsync(MatchGround.KickOff - TimeSpan.FromDays(7), -240, 239, 0);
        await FillAsync(MatchGround.KickOff, -10, 0, 0.6);
        var todays = new TodaysLevels(new LevelReader(new VenueCatalogue(Site), _storage.Store), _heard, _storage.Ledger);
        var bin = new LevelReader(new VenueCatalogue(Site), _storage.Store).Bins.Single(each => each.Point.Name == "bin-plastic");
        var begin = MatchGround.KickOff - TimeSpan.FromHours(2);
        Assert.Equal(11, (await todays.ReadAsync(bin, begin, MatchGround.KickOff + TimeSpan.FromMinutes(1), Cancellation)).Count);

        // Of an hour ago, and nobody has told yet that they are stored: what was read before is not asked for again.
        await FillAsync(MatchGround.KickOff, -60, -50, 0.2);
        await FillAsync(MatchGround.KickOff, 1, 2, 0.6);
        var known = await todays.ReadAsync(bin, begin, MatchGround.KickOff + TimeSpan.FromMinutes(3), Cancellation);
        Assert.Equal((13, MatchGround.KickOff + TimeSpan.FromSeconds(150)), (known.Count, known[^1].At));

        _heard.Take(bin, MatchGround.KickOff - TimeSpan.FromMinutes(60), 0.2, Quality.Good);
        var all = await todays.ReadAsync(bin, begin, MatchGround.KickOff + TimeSpan.FromMinutes(3), Cancellation);
        Assert.Equal(24, all.Count);
        Assert.Equal(all.OrderBy(reading => reading.At), all);
        Assert.Equal(all, await todays.ReadAsync(bin, begin, MatchGround.KickOff + TimeSpan.FromMinutes(3), Cancellation));
    }

    // Half of the bin between kick-off and minute 100.
    private async Task FillAsync(UnixTime kickOff, int from, int to, double level) =>
        await _storage.Store.CommitAsync(
            [
                _outbox.Batch([.. Enumerable.Range(from, to - from + 1).Select(minute =>
                    new Sample(MatchGround.Plastic, kickOff + TimeSpan.FromMinutes(minute), level + (0.005 * Math.Clamp(minute, 0, 100))))]),
            ],
            Cancellation);
}
