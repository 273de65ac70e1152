using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Tests.Decoding;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>What messages make the ledger do: begin a new generation, yield, or nothing; and how often at most.</summary>
public sealed class GenerationWatchTests : IAsyncLifetime
{
    private const string Node = "pi-kitchen";
    private readonly ManualTime _time = new();
    private readonly LogBook _log = new();
    private readonly Outbox _outbox = new();
    private readonly CancellationTokenSource _stop = new();
    private OpenLedger _ledger = null!;
    private GenerationWatch _watch = null!;
    private Task _running = null!;

    private long Generation => _ledger.Ledger.Generation;

    public async ValueTask InitializeAsync()
    {
        _ledger = await SqliteLedger.CreateAsync(_time);
        var publisher = new AcknowledgementPublisher(new StillLink(), _ledger.Ledger, Ground.Catalogue, _time, NullLogger<AcknowledgementPublisher>.Instance);
        _watch = new GenerationWatch(_ledger.Ledger, publisher, _time, new Logger<GenerationWatch>(_log));
        _running = _watch.RunAsync(_stop.Token);
        await _ledger.CommitAsync(_outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon, 1)), _outbox.Numbered(3, new Sample(Venue.Power, Outbox.Noon, 1)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WithinAsync();
        _stop.Dispose();
        _log.Dispose();
        await _ledger.DisposeAsync();
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task A_node_that_was_told_more_by_this_generation_shows_that_the_ledger_was_restored()
    {
        var before = Generation;
        _watch.Heard(Node, Told(Generation, 2));

        Assert.Contains("restored from an older backup", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
        await _log.NextWithAsync("succeeded");
        Assert.True(Generation > before);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task An_acknowledgement_of_this_generation_that_knows_more_shows_it_too()
    {
        var before = Generation;
        _watch.Heard(Node, Acknowledged(Generation, 3));

        await _log.NextWithAsync("succeeded");
        Assert.True(Generation > before);
    }

    [Fact]
    public async Task What_the_ledger_knows_itself_changes_nothing()
    {
        var before = Generation;
        _watch.Heard(Node, Told(before, 1));
        _watch.Heard(Node, Told(before - 1, 99));
        _watch.Heard(Node, new NodeState(true, _outbox.Epoch.ToString(), 99));
        _watch.Heard(Node, _ledger.Ledger.AcknowledgementFor(Node));
        _watch.Heard("pi-north", Acknowledged(before, 0));
        _watch.Heard(Node, Told(before, 2));

        // The last alone is news, and it is the first that anything is said of.
        Assert.Contains("up to 2", (await _log.NextWithAsync("")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_one_generation_an_hour_is_begun_for_what_messages_say()
    {
        _watch.Heard(Node, Told(Generation, 2));
        await _log.NextWithAsync("succeeded");
        var second = Generation;

        var timer = _time.TimerWithinAsync(GenerationWatch.LeastBetween, TestContext.Current.CancellationToken);
        _watch.Heard(Node, Told(second, 2));
        await timer.WithinAsync();
        Assert.Equal(second, Generation);
        _time.Advance(GenerationWatch.LeastBetween);

        await _log.NextWithAsync("succeeded");
        Assert.True(Generation > second);
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task A_newer_ledger_is_risen_above_once_and_yielded_to_when_it_answers()
    {
        var other = Generation + 5_000_000;
        _watch.Heard(Node, Acknowledged(other, 0));
        Assert.Contains($"generation {other}", (await _log.NextWithAsync("ALARM: another ledger")).Message, StringComparison.Ordinal);
        await _log.NextWithAsync("succeeded");
        Assert.True(Generation > other);
        Assert.Null(_watch.YieldsTo);

        _watch.Heard(Node, Acknowledged(other, 0));
        Assert.Null(_watch.YieldsTo);
        other = Generation + 1;
        _watch.Heard(Node, Acknowledged(other, 0));

        await _running.WithinAsync();
        Assert.Equal(other, _watch.YieldsTo);
        Assert.Contains($"generation {other}", (await _log.NextWithAsync("leaves the broker")).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task An_older_ledger_is_an_alarm_that_names_it_unless_it_was_this_ones_own()
    {
        var first = Generation;
        await _ledger.Ledger.RenewAsync("as a test", 0, TestContext.Current.CancellationToken);

        _watch.Heard(Node, Acknowledged(first, 1));
        _watch.Heard(Node, Acknowledged(first - 7, 1));

        Assert.Contains($"generation {first - 7},", (await _log.NextWithAsync("ALARM")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_alone_never_makes_the_ledger_yield()
    {
        _watch.Heard(Node, Told(Generation + 1, 0));
        await _log.NextWithAsync("succeeded");

        _watch.Heard(Node, Told(Generation + 1, 0));

        Assert.Null(_watch.YieldsTo);
        Assert.False(_running.IsCompleted);
    }

    [Fact]
    public async Task A_generation_that_no_ledger_can_have_is_not_risen_above()
    {
        var before = Generation;
        _watch.Heard(Node, Acknowledged(long.MaxValue, 0));
        await _log.NextWithAsync("forged");

        Assert.Equal(before, Generation);
    }

    [Fact]
    public async Task A_new_generation_is_greater_even_when_the_clock_stands_behind()
    {
        var before = await _ledger.Ledger.RenewAsync("ahead", Generation + 1_000_000_000, TestContext.Current.CancellationToken);

        Assert.Equal(before + 1, await _ledger.Ledger.RenewAsync("behind", 0, TestContext.Current.CancellationToken));
    }

    private NodeState Told(long generation, long low) => new(true, _outbox.Epoch.ToString(), 9, generation, low);

    private Acknowledgement Acknowledged(long generation, long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        return new Acknowledgement(generation, [new EpochAcknowledgement(_outbox.Epoch, terminal)]);
    }
}
