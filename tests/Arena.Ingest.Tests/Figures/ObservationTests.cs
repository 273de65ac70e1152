using System.Diagnostics.Metrics;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Figures;
using Arena.Ingest.Insight;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Decoding;
using Arena.Ingest.Tests.Ledger;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

/// <summary>What ingest tells of nodes and of itself, on a clock that the test moves.</summary>
public sealed class ObservationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-observations-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTime _time = new();
    private readonly StillLink _link = new();
    private readonly Storage _storage;
    private readonly NodeDirectory _nodes;
    private readonly FlowCounters _flow;
    private readonly Observations _observations;

    public ObservationTests()
    {
        _storage = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        _nodes = new NodeDirectory(Ground.Catalogue, new LiveChanges(), _time);
        _flow = new FlowCounters(_services.GetRequiredService<IMeterFactory>());
        _observations = new Observations(Ground.Catalogue, _nodes, _link, _flow, _storage.Figures.Total, _storage.Ledger, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _storage.Store.OpenAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _storage.Store.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_the_broker_is_away_nothing_is_said_of_nodes()
    {
        _nodes.Heard(Ground.MeterNode, new NodeState(true));
        Assert.Empty(_observations.Changes());
        Assert.DoesNotContain(await MinuteAsync(), figure => figure.Name.Field == FigureFields.Online);
    }

    [Fact]
    public async Task A_node_is_told_when_it_comes_and_goes_and_each_minute()
    {
        GoOnline();
        _nodes.Heard(Ground.MeterNode, new NodeState(true));
        Assert.Equal([(Ground.MeterNode, 1, 0)], Online(_observations.Changes()));
        Assert.Empty(_observations.Changes());
        Assert.Equal([(Ground.MeterNode, 1, 0)], Online(await MinuteAsync()));

        _time.Advance(TimeSpan.FromSeconds(20));
        _nodes.Heard(Ground.MeterNode, new NodeState(false));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([(Ground.MeterNode, 0, 20)], Online(_observations.Changes()));
    }

    [Fact]
    public void A_node_that_says_nothing_for_a_minute_is_not_there()
    {
        GoOnline();
        _observations.Changes();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(_observations.Changes());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(Ground.MeterNode, 0, 61), (Ground.BinNode, 0, 61)], Online(_observations.Changes()));
    }

    [Fact]
    public void Software_is_told_when_it_changes_and_daily()
    {
        GoOnline();
        Hear("1.0");
        Assert.Equal(["1.0"], Software());
        Assert.Empty(Software());
        Hear("1.1");
        Assert.Equal(["1.1"], Software());
        _time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(["1.1"], Software());

        void Hear(string version) => _nodes.Heard(Ground.MeterNode, new NodeMeta(Ground.MeterNode, version, "virtual", _time.GetUtcNow(), "", []));
        List<string?> Software() => [.. _observations.Changes().Where(figure => figure.Name.Field == FigureFields.Software).Select(figure => figure.Text)];
    }

    [Fact]
    public async Task The_quarantine_is_told_by_reason_all_at_first_and_then_what_there_is_and_once_that_it_is_gone()
    {
        Assert.Equal(Enum.GetValues<Reason>().Length - 1, (await QuarantinedAsync()).Count);
        await _storage.Store.CommitAsync([new Outbox().RefusedBatch(Reason.NotJson, [1]), new Outbox().RefusedBatch(Reason.NotJson, [2])], Cancellation);
        Assert.Equal([("quarantined_not_json", 2)], await QuarantinedAsync());
        await _storage.Ledger.DiscardAsync(new Ingest.Ledger.QuarantineFilter(), Cancellation);
        Assert.Equal([("quarantined_not_json", 0)], await QuarantinedAsync());
        Assert.Empty(await QuarantinedAsync());
    }

    [Fact]
    public async Task What_is_under_way_and_what_was_stored_in_all_runs_is_told()
    {
        _flow.Taken(7);
        Assert.Equal((1, 0, 7), (Value(await MinuteAsync(), FigureFields.Heartbeat), Value(await MinuteAsync(), FigureFields.Stored), Value(await MinuteAsync(), FigureFields.UnderWay)));

        await _storage.Figures.Total.KeepAsync(1_000, Cancellation);
        await _storage.Store.DisposeAsync();
        var next = Stores.Sqlite(new ArenaFileOptions { Directory = _folder }, _time, NullLoggerFactory.Instance);
        await next.Store.OpenAsync(Cancellation);
        Assert.Equal(1_005, next.Figures.Total.With(5));
        await next.Store.DisposeAsync();
    }

    private void GoOnline()
    {
        _link.Status = _link.Status with { Online = true };
        _observations.Changes();
    }

    private async Task<List<Figure>> MinuteAsync() => await _observations.MinuteAsync(UnixTime.From(_time.GetUtcNow()), Cancellation);

    private async Task<List<(string, double)>> QuarantinedAsync() =>
        [.. (await MinuteAsync()).Where(figure => figure.Name.Field.Name.StartsWith("quarantined_", StringComparison.Ordinal)).Select(figure => (figure.Name.Field.Name, figure.Value))];

    private static double Value(List<Figure> figures, FigureField field) => Assert.Single(figures, figure => figure.Name == new FigureName(field, Observations.Ingest)).Value;

    private static List<(string Node, double Value, int Second)> Online(List<Figure> figures) =>
        [.. figures.Where(figure => figure.Name.Field == FigureFields.Online).Select(figure => (figure.Name.Subject, figure.Value, (int)(figure.Time - Outbox.Noon).TotalSeconds))];
}
