using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Tests.Decoding;
using Arena.Ingest.Tests.Servers;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Ledger.Postgres;

/// <summary>What instances of one ledger hear of each other, and of a foreign one.</summary>
public sealed class SharedGenerationTests(PostgresServer server) : IAsyncLifetime
{
    private const string Node = "pi-kitchen";
    private readonly LogBook _log = new();
    private readonly Outbox _outbox = new();
    private readonly CancellationTokenSource _stop = new();
    private SharedLedger _one = null!;
    private SharedLedger _two = null!;
    private GenerationWatch _watch = null!;
    private Task _running = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await SharedLedger.CreateAsync(server);
        _two = await SharedLedger.CreateAsync(server, "two", _one);
        var publisher = new AcknowledgementPublisher(new StillLink(), _two.Ledger, Ground.Catalogue, TimeProvider.System, NullLogger<AcknowledgementPublisher>.Instance);
        _watch = new GenerationWatch(_two.Ledger, publisher, TimeProvider.System, new Logger<GenerationWatch>(_log));
        _running = _watch.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WithinAsync();
        _stop.Dispose();
        _log.Dispose();
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task What_another_instance_committed_a_moment_ago_is_no_sign_of_a_restored_ledger()
    {
        await _one.CommitAsync(_outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon, 1)));
        Assert.Empty(_two.Ledger.Epochs(Node));

        _watch.Heard(Node, _one.Ledger.AcknowledgementFor(Node));
        _watch.Heard(Node, new NodeState(true, _outbox.Epoch.ToString(), 1, _one.Ledger.Generation, 1));

        // The same question that the watch asks; what it asked before is answered by then.
        await UntilAsync(() => _two.Ledger.Epochs(Node).Count == 1);
        Assert.Single(_two.Ledger.Generations);
        await AssertNoAlarmAsync();
    }

    [Fact]
    public async Task A_generation_that_another_instance_began_is_the_same_ledgers()
    {
        var renewed = await _one.Ledger.RenewAsync("as a test", 0, Cancellation);

        _watch.Heard(Node, new Acknowledgement(renewed, []));

        await UntilAsync(() => _two.Ledger.Generation == renewed);
        Assert.Equal(2, _two.Ledger.Generations.Count);
        Assert.Null(_watch.YieldsTo);
        await AssertNoAlarmAsync();
    }

    [Fact]
    public async Task A_foreign_ledger_that_stands_above_raises_the_alarm_and_is_risen_above()
    {
        var foreign = _two.Ledger.Generation + 60_000;

        _watch.Heard(Node, new Acknowledgement(foreign, []));

        Assert.Contains("another ledger", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        await _log.NextWithAsync("succeeded");
        Assert.True(_two.Ledger.Generation > foreign);
        await _one.Ledger.RefreshAsync(Cancellation);
        Assert.Equal(_two.Ledger.Generation, _one.Ledger.Generation);
    }

    [Fact]
    public async Task A_ledger_that_really_was_put_back_is_noticed()
    {
        _watch.Heard(Node, new Acknowledgement(_two.Ledger.Generation, [new EpochAcknowledgement(_outbox.Epoch, Up(7), null)]));

        Assert.Contains("restored from an older backup", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        await _log.NextWithAsync("succeeded");
    }

    // The first alarm of all is one that is called for now.
    private async Task AssertNoAlarmAsync()
    {
        var foreign = _two.Ledger.Generation + 60_000;
        _watch.Heard(Node, new Acknowledgement(foreign, []));
        Assert.Contains($"generation {foreign}", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
    }

    private static SequenceSet Up(long low)
    {
        var set = new SequenceSet();
        set.RaiseLow(low);
        return set;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }
}
