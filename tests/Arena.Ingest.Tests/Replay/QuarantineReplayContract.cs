using System.Globalization;
using System.Text;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Ledger;
using Arena.Ingest.Replay;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Decoding;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Replay;

/// <summary>What was refused is judged again after a fix: the same over every store.</summary>
public abstract class QuarantineReplayContract : IAsyncLifetime
{
    private static readonly string Head = Judging.Head;

    // A ground that has yet to learn of its kitchen's water meter, and of the node in the north.
    private static readonly SiteManifest Younger = Ground.Manifest with
    {
        Nodes = [Ground.Manifest.Nodes[0]],
        Points = [.. Ground.Manifest.Points.Where(point => point.Name is not "water-kitchen" && point.Node == Ground.MeterNode)],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("arena-replay-").FullName;
    private readonly ManualTime _time = new();
    private Storage _storage = null!;
    private PayloadDecoder _decoder = null!;
    private QuarantineReplay _replay = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        await OpenAsync(Younger, new DecodingRules());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _replay.Dispose();
        await _storage.Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_sample_of_a_point_that_the_manifest_has_now_is_stored_and_leaves()
    {
        await TakeAsync($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1},{"bn":"water-kitchen/","n":"water_consumption","u":"l","t":1,"v":7,"quality":2}]""");
        var item = Assert.Single((await QuarantineAsync()).Items);
        Assert.Equal(Reason.UnknownPoint, item.Entry.Reason);

        await ReopenAsync(Ground.Manifest);
        Assert.Equal(new ReplayResult(1, 1, 1), await _replay.OneAsync(item.Id, trustTimes: false, Cancellation));

        Assert.Equal([new StoredSample(At(1), 7, (Quality)2)], await StoredAsync("water-kitchen/water_consumption"));
        var page = await QuarantineAsync();
        Assert.Equal((0, 1, 0), (page.Total, page.Replayed, page.Discarded));
        Assert.Equal((1, 0, 0), Counts());
        Assert.Null(await _replay.OneAsync(item.Id, trustTimes: false, Cancellation));
    }

    [Fact]
    public async Task A_batch_that_was_refused_whole_counts_as_stored_and_what_of_it_is_still_refused_stays_by_itself()
    {
        await TakeAsync(
            $$"""[{"bn":"bin-north-food/",{{Head}},"n":"filling_level","u":"/","v":0.5},{"n":"filling_level","u":"/","t":1,"v":0.6},{"n":"colour","v":1}]""", Ground.BinTopic);
        Assert.Equal((0, 1, 0), Counts(Ground.BinNode));

        await ReopenAsync(Ground.Manifest);
        Assert.Equal(new ReplayResult(1, 1, 2), await _replay.AllAsync(new QuarantineFilter { Node = Ground.BinNode }, trustTimes: false, Cancellation));

        Assert.Equal([0.5, 0.6], (await StoredAsync("bin-north-food/filling_level")).Select(sample => sample.Value));
        Assert.Equal((1, 0, 1), Counts(Ground.BinNode));
        var left = Assert.Single((await QuarantineAsync()).Items);
        Assert.Equal((Reason.UnknownQuantity, "bin-north-food/colour", 7L), (left.Entry.Reason, left.Entry.Name, left.Batch!.Value.Sequence));
    }

    [Fact]
    public async Task What_is_still_refused_stays_with_the_reason_of_today()
    {
        await TakeAsync($$"""[{{{Head}},"bn":"incomer/","n":"active_power","u":"W","v":1},{"bn":"water-kitchen/","n":"active_power","u":"W","v":1}]""");
        await ReopenAsync(Ground.Manifest);

        Assert.Equal(new ReplayResult(1, 0, 0), await _replay.AllAsync(new QuarantineFilter(), trustTimes: false, Cancellation));

        var item = Assert.Single((await QuarantineAsync()).Items);
        Assert.Equal(Reason.QuantityNotDeclared, item.Entry.Reason);
        Assert.Contains("water-kitchen", item.Entry.Detail, StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), Counts());
    }

    [Fact]
    public async Task A_longer_retention_lets_old_samples_in()
    {
        await TakeAsync($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1},{"n":"active_power","u":"W","t":-86401,"v":2}]""", rules: Days(1));
        await ReopenAsync(Younger, Days(2));
        Assert.Equal(1, (await _replay.AllAsync(new QuarantineFilter { Reason = Reason.TimeBeforeRetention }, trustTimes: false, Cancellation)).Replayed);
        Assert.Equal([2, 1], (await StoredAsync("incomer/active_power")).Select(sample => sample.Value));
    }

    [Fact]
    public async Task Waiting_does_not_make_a_wrong_time_right_but_a_word_that_it_was_ingests_clock_does()
    {
        await TakeAsync($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1},{"n":"active_power","u":"W","t":7200,"v":2}]""");
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, (await _replay.AllAsync(new QuarantineFilter(), trustTimes: false, Cancellation)).Replayed);
        Assert.Equal(Reason.TimeInFuture, (await QuarantineAsync()).Items[0].Entry.Reason);
        Assert.Equal(1, (await _replay.AllAsync(new QuarantineFilter(), trustTimes: true, Cancellation)).Replayed);
        Assert.Equal(2, (await StoredAsync("incomer/active_power")).Count);
    }

    [Fact]
    public async Task Of_two_values_of_one_time_the_one_that_came_first_is_stored_and_the_other_stays_refused()
    {
        foreach (var value in (int[])[1, 2, 1])
            await TakeAsync(string.Create(CultureInfo.InvariantCulture, $$"""[{"n":"water-kitchen/water_consumption","u":"l","bt":{{Judging.Noon}},"v":{{value}}}]"""));
        await ReopenAsync(Ground.Manifest);
        Assert.Equal(new ReplayResult(3, 2, 1), await _replay.AllAsync(new QuarantineFilter(), trustTimes: false, Cancellation));
        Assert.Equal(1, Assert.Single(await StoredAsync("water-kitchen/water_consumption")).Value);
        Assert.Equal(Reason.IdentityConflict, Assert.Single((await QuarantineAsync()).Items).Entry.Reason);
    }

    [Fact]
    public async Task Many_entries_are_replayed_page_by_page_and_a_reset_counter_is_marked_as_if_it_had_come_right()
    {
        var records = string.Concat(Enumerable.Range(1, 199).Select(i => string.Create(CultureInfo.InvariantCulture, $",{{\"n\":\"water_consumption\",\"u\":\"l\",\"t\":{i},\"v\":{i % 150}}}")));
        await TakeAsync($$"""[{"bn":"water-kitchen/",{{Head}},"n":"water_consumption","u":"l","v":0}{{records}}]""");
        await ReopenAsync(Ground.Manifest);
        Assert.Equal(new ReplayResult(200, 200, 200), await _replay.AllAsync(new QuarantineFilter(), trustTimes: false, Cancellation));
        var stored = await StoredAsync("water-kitchen/water_consumption");
        Assert.Equal(At(150), Assert.Single(stored, sample => sample.Quality == Quality.CounterReset).Time);
    }

    [Fact]
    public async Task A_value_that_is_no_number_stays_what_it_is()
    {
        await TakeAsync($$"""[{"bn":"incomer/",{{Head}},"n":"active_power","u":"W","v":1},{"n":"active_power","u":"W","t":1,"v":NaN}]""");
        Assert.Equal(0, (await _replay.AllAsync(new QuarantineFilter(), trustTimes: false, Cancellation)).Replayed);
        Assert.Equal(Reason.ValueNotFinite, Assert.Single((await QuarantineAsync()).Items).Entry.Reason);
    }

    [Fact]
    public async Task What_is_discarded_is_gone_and_counted_and_its_batch_stays_terminal()
    {
        await TakeAsync("hej");
        await TakeAsync($$"""[{"bn":"bin-north-food/",{{Head}},"n":"filling_level","u":"/","v":0.5}]""", Ground.BinTopic);
        Assert.Equal(1, await _storage.Ledger.DiscardAsync(new QuarantineFilter { Reason = Reason.UnknownNode }, Cancellation));
        var page = await QuarantineAsync();
        Assert.Equal((1, 0, 1), (page.Total, page.Replayed, page.Discarded));
        Assert.Equal((0, 1, 0), Counts(Ground.BinNode));
    }

    private protected abstract Storage Make(string folder, SiteManifest site, TimeProvider time);

    /// <summary>Starts what the storage needs, before it is made.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    private static DecodingRules Days(int days) => new() { Retention = TimeSpan.FromDays(days) };

    private static UnixTime At(int second) => UnixTime.FromMilliseconds((Judging.Noon + second) * 1000);

    private async ValueTask ReopenAsync(SiteManifest site, DecodingRules? rules = null)
    {
        _replay.Dispose();
        await _storage.Store.DisposeAsync();
        await OpenAsync(site, rules ?? new DecodingRules());
    }

    private async ValueTask OpenAsync(SiteManifest site, DecodingRules rules)
    {
        _storage = Make(_folder, site, _time);
        await _storage.Store.OpenAsync(Cancellation);
        var (catalogue, changes) = (new VenueCatalogue(site), new LiveChanges());
        var (totals, quarantine) = (new DayTotals(catalogue, new MainMeters(catalogue), _storage.Store, _time), new Ingest.Insight.Quarantine(_storage.Ledger));
        var live = new LiveState(catalogue, changes, new NodeDirectory(catalogue, changes, _time), totals, new BinReadings(catalogue), quarantine);
        var quota = new SeriesQuota(catalogue, rules);
        _decoder = new PayloadDecoder(catalogue, rules, quota, new AdmissionPool(), _time);
        _replay = new QuarantineReplay(catalogue, rules, quota, _time, _storage.Ledger, _storage.Store, new CounterWatch(catalogue), live, totals, quarantine);
    }

    private async Task TakeAsync(string payload, string topic = Ground.MeterTopic, DecodingRules? rules = null)
    {
        if (rules is not null)
            await ReopenAsync(Younger, rules);
        await _storage.Store.CommitAsync([_decoder.Decode(topic, null, Encoding.UTF8.GetBytes(payload))], Cancellation);
    }

    private async Task<QuarantinePage> QuarantineAsync() => await _storage.Ledger.QuarantinePageAsync(new QuarantineFilter(), 100, Cancellation);

    private (long Stored, long Quarantined, long QuarantinedSamples) Counts(string node = Ground.MeterNode) =>
        Assert.Single(_storage.Ledger.Epochs(node)) is var epoch ? (epoch.Stored, epoch.Quarantined, epoch.QuarantinedSamples) : default;

    private async Task<List<StoredSample>> StoredAsync(string series)
    {
        Assert.True(SeriesName.TryParse(series, out var name, out _));
        return await _storage.Store.ReadAsync(name, At(-1_000_000), At(1_000_000), Cancellation).ToListAsync(Cancellation);
    }
}
