using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Wire;
using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Uplink;

/// <summary>A node's uplink at work against a broker, for as long as it is not disposed.</summary>
internal sealed class RunningUplink : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningUplink(int port, Topic data, BatchLog log, UplinkOptions? options = null, ILogger? logger = null)
    {
        var meta = new NodeMeta(data.Node, "1.0", "virtual", new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero), log.Epoch.ToString(), ["incomer/active_power"]);
        var broker = new MqttLinkOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = "replaced",
            ReconnectDelay = TimeSpan.FromMilliseconds(20),
            MaxReconnectDelay = TimeSpan.FromMilliseconds(200),
        };
        Link = MqttLinks.Create(NodeUplink.OptionsFor(data, broker), TimeProvider.System, NullLoggerFactory.Instance);
        Uplink = new NodeUplink(data, meta, Link, log, options ?? new UplinkOptions(), TimeProvider.System, logger ?? NullLogger.Instance, () => 0.5);
        _run = Task.Run(() => Uplink.RunAsync(_stop.Token));
    }

    public IMqttLink Link { get; }

    public NodeUplink Uplink { get; }

    /// <summary>A node's data topic of its own, so that tests share a broker.</summary>
    public static Topic Topic(string node) => new("test-arena", node, TopicKind.Data);

    /// <summary>Seals so many batches of one sample.</summary>
    public static void Seal(BatchLog log, int count)
    {
        for (var i = 0; i < count; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, log.Highest + 1, log.Highest + 1)], []);
    }

    /// <summary>Completes once ingest has confirmed all but so many.</summary>
    public static async Task WaitingAsync(BatchLog log, long left)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (log.Waiting != left)
        {
            Xunit.Assert.False(patience.IsCancellationRequested, $"{log.Waiting} batches wait, not {left}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WithinAsync("the uplink's end");
        Uplink.Dispose();
        await Link.DisposeAsync();
        _stop.Dispose();
    }
}
