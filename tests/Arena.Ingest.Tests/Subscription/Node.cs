using System.Threading.Channels;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Tests.Decoding;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>What a node does on the wire, by hand: sends sealed batches over a real link and listens to its acknowledgements.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly IMqttLink _link;
    private readonly Channel<Acknowledgement> _heard = Channel.CreateUnbounded<Acknowledgement>();
    private readonly Task _listening;

    private readonly string _name;

    private Node(IMqttLink link, string name)
    {
        (_link, _name) = (link, name);
        _listening = ListenAsync();
    }

    public Epoch Epoch { get; } = Epoch.New();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Node> ConnectAsync(int port, string name = Ground.MeterNode)
    {
        var link = MqttLinks.Create(
            new MqttLinkOptions
            {
                Host = "127.0.0.1",
                Port = port,
                ClientId = name,
                ReconnectDelay = TimeSpan.FromMilliseconds(20),
                MaxReconnectDelay = TimeSpan.FromMilliseconds(100),
                Subscriptions = [new MqttSubscription(new Topic(Ground.Site, name, TopicKind.Ack).ToString(), QoS.AtLeastOnce)],
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        link.Start();
        var status = link.Status;
        while (!status.Online)
            status = await link.WaitForStatusAsync(status, Cancellation).WithinAsync();
        return new Node(link, name);
    }

    /// <summary>Seals samples under a number.</summary>
    public SealedBatch Seal(long sequence, params Sample[] samples) => SealedBatch.Seal(Epoch, sequence, samples);

    public async Task SendAsync(SealedBatch batch, bool retain = false, string? contentType = SealedBatch.ContentType) =>
        Assert.Equal(PublishOutcome.Confirmed, await _link.PublishAsync(new MqttPublish(new Topic(Ground.Site, _name, TopicKind.Data).ToString(), batch.Payload, QoS.AtLeastOnce, retain, contentType), Cancellation).WithinAsync());

    public async Task SayAsync(NodeState state) =>
        Assert.Equal(PublishOutcome.Confirmed, await _link.PublishAsync(new MqttPublish(new Topic(Ground.Site, _name, TopicKind.State).ToString(), state.ToJson(), QoS.AtLeastOnce, Retain: true), Cancellation).WithinAsync());

    /// <summary>The first acknowledgement from now on of which something holds.</summary>
    public async Task<Acknowledgement> HearsAsync(Func<Acknowledgement, bool> that)
    {
        while (true)
        {
            var acknowledgement = await _heard.Reader.ReadAsync(Cancellation).WithinAsync("an acknowledgement");
            if (that(acknowledgement))
                return acknowledgement;
        }
    }

    /// <summary>Waits until every number up to <paramref name="sequence"/> is acknowledged.</summary>
    public Task<Acknowledgement> HearsUpToAsync(long sequence) => HearsAsync(heard => heard.Epochs.Any(epoch => epoch.Epoch == Epoch && epoch.Terminal.Low >= sequence));

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _listening.WithinAsync();
    }

    private async Task ListenAsync()
    {
        var deliveries = new MqttDelivery[16];
        while (await _link.WaitForDeliveriesAsync(CancellationToken.None))
        {
            var count = _link.TakeDeliveries(deliveries);
            foreach (ref readonly var delivery in deliveries.AsSpan(0, count))
            {
                if (Acknowledgement.TryParse(delivery.Payload.Span, out var acknowledgement, out _))
                    _heard.Writer.TryWrite(acknowledgement);
            }

            _link.Acknowledge(deliveries.AsSpan(0, count));
        }
    }
}
