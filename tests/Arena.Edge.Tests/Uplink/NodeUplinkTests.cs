using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox;
using Arena.Edge.Tests.Wire;
using Arena.Edge.Uplink;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Xunit;

namespace Arena.Edge.Tests.Uplink;

/// <summary>The uplink over a real Mosquitto and a real outbox file.</summary>
public sealed class NodeUplinkTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>, IDisposable
{
    private readonly OutboxFolder _folder = new();
    private readonly LogBook _book = new();

    public void Dispose()
    {
        _book.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sealed_batches_arrive_in_order_and_byte_for_byte()
    {
        var node = RunningUplink.Topic("in-order");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        ingest.Terminal = new SequenceSet();
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 10);
        await using var uplink = new RunningUplink(broker.Port, node, log);
        var before = await ingest.TakeAsync(10);
        RunningUplink.Seal(log, 10);
        var received = before.Concat(await ingest.TakeAsync(10)).ToList();

        Assert.Equal(_folder.Batches().Select(batch => (batch.Sequence, Hex(batch.Payload))), received.Select(batch => (batch.Sequence, Hex(batch.Payload))));
        Assert.All(received, batch => Assert.Equal((log.Epoch, SealedBatch.ContentType, false), (batch.Epoch, batch.ContentType, batch.Retained)));
        await RunningUplink.WaitingAsync(log, 0);
    }

    [Fact]
    public async Task Nothing_is_confirmed_by_a_puback_and_no_more_than_a_window_is_published()
    {
        var node = RunningUplink.Topic("window");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 100);
        await using var uplink = new RunningUplink(broker.Port, node, log, new UplinkOptions { WindowBatches = 16 });

        // Three quarters from the oldest on, a quarter of the newest: the live board stays live.
        long[] window = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 100, 99, 98, 97];
        Assert.Equal(window, (await ingest.TakeAsync(16)).Select(batch => batch.Sequence));

        // The next message of the node comes after all it published before: the bound held.
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 1));
        Assert.Equal(13, Assert.Single(await ingest.TakeAsync(1)).Sequence);
        Assert.Empty(ingest.TakeWhatIsThere());
        Assert.Equal(99, log.Waiting);
    }

    [Fact]
    public async Task Reordered_and_repeated_acknowledgements_never_take_back_what_was_confirmed()
    {
        var node = RunningUplink.Topic("reorder");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 10);
        await using var uplink = new RunningUplink(broker.Port, node, log);
        await ingest.TakeAsync(10);
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 5, (8, 8)));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 2));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 5, (8, 8)));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 0, (10, 10)));
        await RunningUplink.WaitingAsync(log, 3);
        Assert.Equal([new SequenceRange(6, 7), new SequenceRange(9, 9)], log.Settled().Missing(10));
    }

    [Fact]
    public async Task Foreign_old_future_and_unreadable_acknowledgements_confirm_nothing()
    {
        var node = RunningUplink.Topic("forged");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 10);
        await using var uplink = new RunningUplink(broker.Port, node, log, logger: _book);
        await ingest.TakeAsync(10);
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 1));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, Epoch.New(), low: 10));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(6, log.Epoch, low: 10));
        await ingest.AcknowledgeAsync(Some.Acknowledgement(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), log.Epoch, low: 10));
        await _book.NextWithAsync("born in the future");
        await ingest.SayAsync("low tide"u8.ToArray());
        await _book.NextWithAsync("is no acknowledgement");
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 2));
        await RunningUplink.WaitingAsync(log, 8);
        Assert.Equal(3, uplink.Uplink.IgnoredAcknowledgements);
    }

    [Fact]
    public async Task A_new_ledger_is_offered_everything_that_is_kept()
    {
        var node = RunningUplink.Topic("generation");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 6);
        await using var uplink = new RunningUplink(broker.Port, node, log);
        await ingest.TakeAsync(6);
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 6));
        await RunningUplink.WaitingAsync(log, 0);

        await ingest.AcknowledgeAsync(Some.Acknowledgement(8, log.Epoch, low: 1, (4, 4)));
        Assert.Equal([2, 3, 5, 6], (await ingest.TakeAsync(4)).Select(batch => batch.Sequence));
        await ingest.AcknowledgeAsync(new Acknowledgement(9, []));
        Assert.Equal([1, 4], (await ingest.TakeAsync(2)).Select(batch => batch.Sequence));
    }

    [Fact]
    public async Task What_a_lost_message_leaves_open_is_offered_again_when_later_ones_are_confirmed()
    {
        var node = RunningUplink.Topic("hole");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 5);
        await using var uplink = new RunningUplink(broker.Port, node, log, new UplinkOptions { HoleGrace = TimeSpan.FromMilliseconds(50) });
        await ingest.TakeAsync(5);
        await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 2, (4, 5)));
        Assert.Equal(3, Assert.Single(await ingest.TakeAsync(1)).Sequence);
    }

    [Fact]
    public async Task A_node_says_what_was_proven_as_soon_as_an_acknowledgement_has_less_in_it()
    {
        var node = RunningUplink.Topic("restored");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 5);

        // The state comes each minute, so that what comes in time is what was said for this.
        await using var uplink = new RunningUplink(broker.Port, node, log, new UplinkOptions { ContradictEvery = TimeSpan.Zero });
        await ingest.TakeAsync(5);
        await ingest.StateAsync(state => state is { Online: true, Generation: null });
        await ingest.AcknowledgeAsync(Proving(log, 4));
        await ingest.AcknowledgeAsync(Proving(log, 2));
        Assert.Equal((7, 4), await ingest.StateAsync(state => state.Low is not null) is var state ? (state.Generation, state.Low) : default);
    }

    private static Acknowledgement Proving(BatchLog log, long low)
    {
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        return new Acknowledgement(7, [new EpochAcknowledgement(log.Epoch, terminal, log.ChainAt(low))]);
    }

    [Fact]
    public async Task A_node_says_what_it_is_that_it_is_online_how_far_it_has_sealed_and_that_it_leaves()
    {
        var node = RunningUplink.Topic("presence");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 4);
        await using (new RunningUplink(broker.Port, node, log, new UplinkOptions { StateEvery = TimeSpan.FromMilliseconds(100) }))
        {
            Assert.Equal((node.Node, log.Epoch.ToString()), await ingest.MetaAsync() is var meta ? (meta.Node, meta.Epoch) : default);
            await ingest.StateAsync(state => state is { Online: true, Highest: 4 });
            RunningUplink.Seal(log, 1);
            var renewed = await ingest.StateAsync(state => state is { Online: true, Highest: 5 });
            Assert.Equal(log.Epoch.ToString(), renewed.Epoch);
        }

        Assert.Equal(5, (await ingest.StateAsync(state => !state.Online)).Highest);
    }

    [Fact]
    public async Task A_restarted_worker_goes_on_where_ingest_stands()
    {
        var node = RunningUplink.Topic("restart");
        await using var ingest = await TestIngest.StartAsync(broker, node);
        using (var log = _folder.OpenLog())
        {
            RunningUplink.Seal(log, 4);
            await using var uplink = new RunningUplink(broker.Port, node, log);
            await ingest.TakeAsync(4);
            await ingest.AcknowledgeAsync(Some.Acknowledgement(7, log.Epoch, low: 3));
            await RunningUplink.WaitingAsync(log, 1);
            log.SaveAcknowledgement();
        }

        using var again = _folder.OpenLog();
        RunningUplink.Seal(again, 1);
        await using var restarted = new RunningUplink(broker.Port, node, again);
        Assert.Equal([4, 5], (await ingest.TakeAsync(2)).Select(batch => batch.Sequence));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
