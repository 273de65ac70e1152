using System.Collections.Concurrent;
using System.Security.Cryptography;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Edge;

/// <summary>Takes every node's packs from the broker, and confirms those with a number as ingest would: with watermark and chain. It stores nothing.</summary>
internal sealed class StandInIngest : IAsyncDisposable
{
    private const int AtOnce = 64;

    private readonly TimeProvider _time;
    private readonly IMqttLink _link;
    private readonly long _generation;
    private readonly ConcurrentDictionary<string, Heard> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<Epoch, (long Low, BatchChain Chain)> _epochs = [];
    private readonly BatchReader _reader = new();
    private readonly BatchReading _reading = new();
    private readonly Task _running;

    public StandInIngest(int port, TimeProvider time)
    {
        _time = time;
        _generation = time.GetUtcNow().ToUnixTimeMilliseconds();
        var options = new MqttLinkOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = "stand-in",
            Subscriptions = [new MqttSubscription(Topic.AllNodes(EdgeSite.Site, TopicKind.Data), QoS.AtLeastOnce)],
        };
        _link = MqttLinks.Create(options, time, NullLoggerFactory.Instance);
        _link.Start();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Completes when it is subscribed.</summary>
    public async Task OnlineAsync(CancellationToken cancellationToken)
    {
        for (var status = _link.Status; !status.Online;) status = await _link.WaitForStatusAsync(status, cancellationToken);
    }

    /// <summary>What came of a node so far.</summary>
    public Heard Of(string node) => _heard.GetOrAdd(node, _ => new Heard());

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        var deliveries = new MqttDelivery[AtOnce];
        while (await _link.WaitForDeliveriesAsync(CancellationToken.None))
        {
            var count = _link.TakeDeliveries(deliveries);
            foreach (var delivery in deliveries.AsMemory(0, count).ToArray())
            {
                if (!Topic.TryParse(delivery.Topic, out var parsed) || parsed is not { } topic) continue;
                Of(topic.Node).Take(delivery.Payload, _time.GetUtcNow());
                await ConfirmAsync(topic, delivery.Payload);
            }

            _link.Acknowledge(deliveries.AsSpan(0, count));
        }
    }

    private async Task ConfirmAsync(Topic topic, ReadOnlyMemory<byte> payload)
    {
        _reader.Read(payload.Span, _reading);
        if (_reading.Epoch is not { } epoch || _reading.Sequence is not { } sequence) return;
        var (low, chain) = _epochs.GetValueOrDefault(epoch);
        if (sequence == low + 1) (low, chain) = (sequence, chain.Next(SHA256.HashData(payload.Span)));
        _epochs[epoch] = (low, chain);
        var terminal = new SequenceSet();
        terminal.RaiseLow(low);
        var acknowledgement = new Acknowledgement(_generation, [new EpochAcknowledgement(epoch, terminal, chain)]);
        await _link.PublishAsync(
            new MqttPublish((topic with { Kind = TopicKind.Ack }).ToString(), acknowledgement.ToJson(), QoS.AtLeastOnce, Retain: true, Acknowledgement.ContentType),
            CancellationToken.None);
    }
}
