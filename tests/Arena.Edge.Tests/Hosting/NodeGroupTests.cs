using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hosting;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Outbox;
using Arena.Edge.Tests.Site;
using Arena.Edge.Time;
using Arena.Edge.Time.Linux;
using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Edge.Tests.Hosting;

public sealed class NodeGroupTests : IDisposable
{
    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_whose_storage_fails_ends_alone_and_is_told()
    {
        using var book = new LogBook();
        var options = new OutboxOptions { MaxAge = TimeSpan.FromMilliseconds(100) };
        var healthy = _folder.Open(options: options);
        var broken = new NodeOutbox(new FailingStorage(), options, TimeProvider.System, NullLogger.Instance);
        using var output = new StringWriter();
        await using var group = new NodeGroup(
            [Worker("node-roof", broken), Worker("node-plantroom", healthy)], _ => throw new InvalidOperationException("it is broken, not to be renewed"), null, output, TimeProvider.System, new Logger<NodeGroup>(book));
        using var stop = new CancellationTokenSource();
        var run = group.RunAsync(stop.Token);

        Assert.Contains("node-roof has failed", (await book.NextWithAsync("has failed")).Message, StringComparison.Ordinal);
        var next = new TaskCompletionSource();
        healthy.Log.BatchSealed += (_, _) => next.TrySetResult();
        await next.Task.WithinAsync("a batch of the other node");
        Assert.False(run.IsCompleted);

        await stop.CancelAsync();
        Assert.Equal(1, await run.WithinAsync("the group's end"));
        Assert.StartsWith("arena-edge ready", output.ToString(), StringComparison.Ordinal);
    }

    private NodeWorker Worker(string name, NodeOutbox outbox)
    {
        var site = Venue.Reading.Manifest!;
        var node = site.Nodes.Single(node => node.Name == name);
        var source = new TrustedClock(LinuxClock.TryOpen(out var fault) ?? throw new InvalidOperationException(fault));
        var clock = new NodeClock(TimeProvider.System, source);
        var hardware = new VirtualVenue(site, 1).HardwareFor(node, clock);
        var sink = new DatedSink(outbox, clock, new OutboxOptions());
        var timekeeper = new Timekeeper(source, clock, outbox, sink, new OutboxOptions(), TimeProvider.System, NullLogger.Instance);
        var sampler = new NodeSampler(node, hardware, sink, clock, _folder.Path, NullLoggerFactory.Instance);
        var topic = new Topic(site.Site, name, TopicKind.Data);
        var link = MqttLinks.Create(
            NodeUplink.OptionsFor(topic, new MqttLinkOptions { Host = "127.0.0.1", Port = 1, ClientId = name }), TimeProvider.System, NullLoggerFactory.Instance);
        var meta = new NodeMeta(name, "1", "virtual", DateTimeOffset.UnixEpoch, outbox.Log.Epoch.ToString(), []);
        var uplink = new NodeUplink(topic, meta, link, outbox.Log, new UplinkOptions(), TimeProvider.System, NullLogger.Instance, () => 0.5);
        return new NodeWorker(name, new NodeLoops(name), outbox, uplink, link, hardware, sampler, clock, timekeeper, null, NullLogger.Instance);
    }
}
