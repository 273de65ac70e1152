using Arena.Benchmarks.EndToEnd;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Benchmarks.Live;

/// <summary>
/// The nodes of a venue at an even pace over one MQTT connection: every so often a pack is made, its samples measured at that moment, and published. Each
/// series comes round once a second.
/// </summary>
internal sealed class LivePublisher(BenchVenue venue, int samplesPerMessage) : IAsyncDisposable
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);

    private readonly Epoch[] _epochs = [.. Enumerable.Range(0, venue.Nodes).Select(_ => Epoch.New())];
    private readonly string[] _topics = [.. Enumerable.Range(0, venue.Nodes).Select(node => new Topic(BenchVenue.Site, BenchVenue.Node(node), TopicKind.Data).ToString())];
    private readonly TimeProvider _time = TimeProvider.System;
    private IMqttLink? _link;
    private long _sent;

    /// <summary>Samples published so far.</summary>
    public long Samples => Volatile.Read(ref _sent) * samplesPerMessage;

    private int MessagesPerSecond => venue.Series / samplesPerMessage;

    public async Task ConnectAsync(int port, CancellationToken cancellationToken)
    {
        _link = MqttLinks.Create(new MqttLinkOptions { Host = "127.0.0.1", Port = port, ClientId = "bench-live", MaxInFlight = 10_000 }, _time, NullLoggerFactory.Instance);
        _link.Start();
        for (var status = _link.Status; !status.Online; status = await _link.WaitForStatusAsync(status, cancellationToken))
        {
        }
    }

    /// <summary>Publishes for some time; returns when the broker has confirmed all of it.</summary>
    /// <exception cref="InvalidOperationException">The broker did not take one.</exception>
    public async Task RunAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var unconfirmed = new Queue<Task<PublishOutcome>>();
        var messages = (long)(span.TotalSeconds * MessagesPerSecond);
        for (var message = 0L; message < messages; message++)
        {
            while (_time.GetElapsedTime(began).TotalSeconds * MessagesPerSecond < message)
                await Task.Delay(Nap, _time, cancellationToken);
            unconfirmed.Enqueue(PublishAsync(cancellationToken));
            while (unconfirmed.TryPeek(out var first) && first.IsCompleted)
                await ConfirmedAsync(unconfirmed.Dequeue());
        }

        while (unconfirmed.TryDequeue(out var last))
            await ConfirmedAsync(last);
    }

    public async ValueTask DisposeAsync()
    {
        if (_link is not null) await _link.DisposeAsync();
    }

    private Task<PublishOutcome> PublishAsync(CancellationToken cancellationToken)
    {
        var (node, turn) = ((int)(_sent % venue.Nodes), _sent / venue.Nodes);
        var first = (int)(turn % (venue.SeriesPerNode / samplesPerMessage)) * samplesPerMessage;
        var now = UnixTime.From(_time.GetUtcNow());
        var samples = new Sample[samplesPerMessage];
        for (var place = 0; place < samples.Length; place++)
            samples[place] = new Sample(venue.Name(node, first + place), now, 20 + turn);
        var batch = SealedBatch.Seal(_epochs[node], turn + 1, samples);
        Volatile.Write(ref _sent, _sent + 1);
        return _link!.PublishAsync(new MqttPublish(_topics[node], batch.Payload, QoS.AtLeastOnce, ContentType: SealedBatch.ContentType), cancellationToken).AsTask();
    }

    private static async Task ConfirmedAsync(Task<PublishOutcome> publish)
    {
        if (await publish is var outcome and not PublishOutcome.Confirmed)
            throw new InvalidOperationException($"the broker did not take a live message: {outcome}");
    }
}
