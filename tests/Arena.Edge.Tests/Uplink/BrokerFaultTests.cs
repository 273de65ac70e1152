using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox;
using Arena.Edge.Uplink;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Edge.Tests.Uplink;

/// <summary>Brokers that die, forget, or refuse. Each test has its own.</summary>
public sealed class BrokerFaultTests : IDisposable
{
    private readonly OutboxFolder _folder = new();
    private readonly LogBook _book = new();

    public void Dispose()
    {
        _book.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_killed_broker_that_forgot_everything_costs_no_batch()
    {
        await using var broker = new MosquittoBroker();
        await broker.InitializeAsync();
        var node = RunningUplink.Topic("killed-broker");
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 20);
        await using var ingest = await TestIngest.StartAsync(broker, node);

        // The node may be back before ingest: then the broker confirms what nobody gets.
        var options = new UplinkOptions { ResendAfter = TimeSpan.FromMilliseconds(500) };
        await using var uplink = new RunningUplink(broker.Port, node, log, options);
        await ingest.TakeAsync(20);

        var connection = ingest.Link.Status.Connection;
        await broker.KillAsync();
        RunningUplink.Seal(log, 5);
        ingest.Terminal = new SequenceSet();
        await broker.RestartAsync();
        await ingest.Link.OnlineAgainAsync(connection);
        await RunningUplink.WaitingAsync(log, 0);
        Assert.Equal(25, ingest.Terminal.Low);
    }

    [Fact]
    public async Task A_broker_that_drops_what_its_queue_of_one_cannot_hold_costs_no_batch()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_queued_messages 1\nmax_inflight_messages 1");
        var node = RunningUplink.Topic("queue-of-one");
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 60);
        await using var ingest = await TestIngest.StartAsync(broker, node);
        ingest.Terminal = new SequenceSet();
        var options = new UplinkOptions { HoleGrace = TimeSpan.FromMilliseconds(50), ResendAfter = TimeSpan.FromSeconds(1), MaxResendAfter = TimeSpan.FromSeconds(2) };
        await using var uplink = new RunningUplink(broker.Port, node, log, options);
        await RunningUplink.WaitingAsync(log, 0);
        Assert.Equal(60, ingest.Terminal.Low);
    }

    [Fact]
    public async Task A_broker_that_refuses_the_node_is_said_in_the_log_and_loses_nothing()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nacl_file {folder}/acl", ("acl", "topic read #\n"));
        using var log = _folder.OpenLog();
        RunningUplink.Seal(log, 3);
        await using var uplink = new RunningUplink(broker.Port, RunningUplink.Topic("refused"), log, logger: _book);
        await _book.NextWithAsync("refuses batch 1");
        Assert.Equal(3, log.Waiting);
    }

    [Fact]
    public async Task A_crash_is_told_by_the_last_will()
    {
        await using var broker = new MosquittoBroker();
        await broker.InitializeAsync();
        await using var gate = new TcpGate(broker.Port);
        var node = RunningUplink.Topic("crash");
        using var log = _folder.OpenLog();
        await using var ingest = await TestIngest.StartAsync(broker, node);
        await using var uplink = new RunningUplink(gate.Port, node, log);
        await ingest.StateAsync(state => state.Online);
        gate.Cut();
        Assert.Null((await ingest.StateAsync(state => !state.Online)).Highest);
    }
}
