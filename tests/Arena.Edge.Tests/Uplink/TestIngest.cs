using System.Threading.Channels;
using Arena.Edge.Tests.Mqtt;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Uplink;

/// <summary>A batch as ingest got it.</summary>
internal sealed record ReceivedBatch(Epoch Epoch, long Sequence, byte[] Payload, string? ContentType, bool Retained);

/// <summary>As much of an ingest service as the uplink can see: it takes what comes and acknowledges what a test tells it to.</summary>
internal sealed class TestIngest : IAsyncDisposable
{
    private readonly IMqttLink _link;
    private readonly Topic _node;
    private readonly Channel<ReceivedBatch> _batches = Channel.CreateUnbounded<ReceivedBatch>();
    private readonly Channel<(Topic Topic, byte[] Payload)> _presence = Channel.CreateUnbounded<(Topic, byte[])>();
    private readonly Task _receive;

    private TestIngest(IMqttLink link, Topic node)
    {
        (_link, _node) = (link, node);
        _receive = Task.Run(ReceiveAsync);
    }

    public IMqttLink Link => _link;

    /// <summary>Acknowledge each batch as it comes, in this set.</summary>
    public SequenceSet? Terminal { get; set; }

    public long Generation { get; set; } = 7;

    public static async Task<TestIngest> StartAsync(MosquittoBroker broker, Topic node)
    {
        var link = MqttLinks.Create(
            new MqttLinkOptions
            {
                Host = "127.0.0.1",
                Port = broker.Port,
                ClientId = $"ingest-{node.Node}",
                SessionExpiry = TimeSpan.FromHours(1),
                ReconnectDelay = TimeSpan.FromMilliseconds(20),
                MaxReconnectDelay = TimeSpan.FromMilliseconds(200),
                Subscriptions =
                [
                    new MqttSubscription(node.ToString(), QoS.AtLeastOnce),
                    new MqttSubscription((node with { Kind = TopicKind.State }).ToString(), QoS.AtLeastOnce),
                    new MqttSubscription((node with { Kind = TopicKind.Meta }).ToString(), QoS.AtLeastOnce),
                ],
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        await link.OnlineAsync();
        return new TestIngest(link, node);
    }

    /// <summary>The next so many batches, in the order they came.</summary>
    public async Task<List<ReceivedBatch>> TakeAsync(int count)
    {
        var taken = new List<ReceivedBatch>();
        while (taken.Count < count) taken.Add(await _batches.Reader.ReadAsync().WithinAsync($"batch {taken.Count + 1} of {count}"));
        return taken;
    }

    /// <summary>What has come and was not taken.</summary>
    public List<ReceivedBatch> TakeWhatIsThere()
    {
        var taken = new List<ReceivedBatch>();
        while (_batches.Reader.TryRead(out var batch)) taken.Add(batch);
        return taken;
    }

    /// <summary>The next message on <c>state</c> that is wanted.</summary>
    public async Task<NodeState> StateAsync(Func<NodeState, bool> wanted)
    {
        while (true)
        {
            var (topic, payload) = await _presence.Reader.ReadAsync().WithinAsync("the node's state");
            if (topic.Kind == TopicKind.State && NodeState.TryParse(payload, out var state) && wanted(state)) return state;
        }
    }

    /// <summary>The next message on <c>meta</c>.</summary>
    public async Task<NodeMeta> MetaAsync()
    {
        while (true)
        {
            var (topic, payload) = await _presence.Reader.ReadAsync().WithinAsync("the node's meta");
            if (topic.Kind == TopicKind.Meta && NodeMeta.TryParse(payload, out var meta)) return meta;
        }
    }

    public Task AcknowledgeAsync(Acknowledgement acknowledgement) => SayAsync(acknowledgement.ToJson());

    /// <summary>Anything at all on the node's ack topic, retained.</summary>
    public async Task SayAsync(byte[] payload)
    {
        var message = new MqttPublish((_node with { Kind = TopicKind.Ack }).ToString(), payload, QoS.AtLeastOnce, Retain: true);
        Xunit.Assert.Equal(PublishOutcome.Confirmed, await _link.PublishAsync(message, CancellationToken.None).WithinAsync("the acknowledgement"));
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _receive.WithinAsync("the ingest's end");
    }

    private async Task ReceiveAsync()
    {
        var (reader, reading, deliveries) = (new BatchReader(), new BatchReading(), new MqttDelivery[64]);
        while (await _link.WaitForDeliveriesAsync(CancellationToken.None))
        {
            var count = _link.TakeDeliveries(deliveries);
            var news = default(Epoch?);
            foreach (var delivery in deliveries.AsSpan(0, count))
            {
                if (!Topic.TryParse(delivery.Topic, out var topic)) continue;
                if (topic.Value.Kind != TopicKind.Data)
                {
                    _presence.Writer.TryWrite((topic.Value, delivery.Payload.ToArray()));
                    continue;
                }

                reader.Read(delivery.Payload.Span, reading);
                _batches.Writer.TryWrite(new ReceivedBatch(
                    reading.Epoch!.Value, reading.Sequence!.Value, delivery.Payload.ToArray(), delivery.ContentType, delivery.Retained));
                Terminal?.Add(reading.Sequence.Value);
                news = reading.Epoch;
            }

            _link.Acknowledge(deliveries.AsSpan(0, count));
            if (Terminal is not null && news is { } epoch)
            {
                var message = new Acknowledgement(Generation, [new EpochAcknowledgement(epoch, Terminal)]);
                await _link.PublishAsync(
                    new MqttPublish((_node with { Kind = TopicKind.Ack }).ToString(), message.ToJson(), QoS.AtLeastOnce, Retain: true), CancellationToken.None);
            }
        }
    }
}
