using System.Text;
using Arena.Ingest.Acknowledgements;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Ledger;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Nodes;

namespace Arena.Ingest.Subscription;

/// <summary>Takes deliveries from the link in runs, decodes them, and puts them into the waiting room in the order they came.</summary>
internal sealed partial class Intake(
    IMqttLink link, PayloadDecoder decoder, VenueCatalogue catalogue, NodeBudget budget, NodeDirectory nodes, ILedger ledger, GenerationWatch generations,
    WaitingRoom room, FlowCounters counters, Alarms alarms, TimeProvider time, ILogger<Intake> logger)
{
    // Enough to share a wake-up and a look at the clock among many, few enough that the committer has something to do meanwhile.
    private const int Run = 256;

    private readonly TopicBook _topics = new(catalogue);
    private long _dealt;

    /// <summary>Messages with samples that were taken so far.</summary>
    public long Dealt => Volatile.Read(ref _dealt);

    /// <summary>Runs until cancelled or the link is disposed, then closes the room.</summary>
    /// <param name="cancellationToken">Takes no more; what was taken still goes into the room.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var run = new MqttDelivery[Run];
        var decoded = new Taken[Run];
        try
        {
            while (await link.WaitForDeliveriesAsync(cancellationToken))
            {
                await room.WaitForRoomAsync(cancellationToken);
                var count = link.TakeDeliveries(run);
                Decode(run.AsSpan(0, count), decoded);
                counters.Taken(count);
                room.Put(decoded.AsSpan(0, count));
                decoded.AsSpan(0, count).Clear();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped: what was taken is in the room, or stays unacknowledged and comes again.
        }
        finally
        {
            room.Close();
        }
    }

    private void Decode(Span<MqttDelivery> run, Span<Taken> decoded)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var timestamp = time.GetTimestamp();
        for (var i = 0; i < run.Length; i++)
            decoded[i] = Decode(run[i], now, timestamp);
        decoder.Finish();
        run.Clear();
    }

    private Taken Decode(in MqttDelivery delivery, UnixTime now, long timestamp)
    {
        var topic = _topics.Of(delivery.Topic);
        if (topic.Parsed is { Guest: false, Kind: not TopicKind.Data })
        {
            Note(topic.Parsed.Value, delivery.Payload.Span);
            return new Taken(delivery, null);
        }

        Volatile.Write(ref _dealt, _dealt + 1);
        if (budget.Takes(topic.NodeNumber, delivery.Payload.Length, timestamp))
            return new Taken(delivery, decoder.Add(topic, delivery.ContentType, delivery.Payload, now, now));

        // Settled in its turn, so that it holds no place with the broker; its node hears nothing and sends it again.
        counters.Flooded();
        alarms.Flood(topic.Parsed?.Node ?? delivery.Topic);
        return new Taken(delivery, null);
    }

    // Meta and state say what a node is; they are no data, so what can't be read is logged, not quarantined.
    private void Note(in Topic topic, ReadOnlySpan<byte> payload)
    {
        if (topic.Kind == TopicKind.Ack)
            NoteAcknowledgement(topic, payload);
        else if (payload.IsEmpty)
            nodes.Forget(topic.Node);
        else if (topic.Kind == TopicKind.State && NodeState.TryParse(payload, out var state))
            NoteState(topic.Node, state);
        else if (topic.Kind == TopicKind.Meta && NodeMeta.TryParse(payload, out var meta))
            nodes.Heard(topic.Node, meta);
        else
            LogUnreadable(logger, topic.ToString(), Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, 200)]));
    }

    private void NoteState(string node, NodeState state)
    {
        nodes.Heard(node, state);
        generations.Heard(node, state);
        if (state.Highest is { } highest && Epoch.TryParse(state.Epoch, out var epoch))
            ledger.Said(node, epoch, highest);
    }

    // Mostly this ledger's own, come back.
    private void NoteAcknowledgement(in Topic topic, ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return;
        if (Acknowledgement.TryParse(payload, out var heard, out _))
            generations.Heard(topic.Node, heard);
        else
            LogUnreadable(logger, topic.ToString(), Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, 200)]));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Topic} holds what is no message of the contract: {Payload}")]
    private static partial void LogUnreadable(ILogger logger, string topic, string payload);
}
