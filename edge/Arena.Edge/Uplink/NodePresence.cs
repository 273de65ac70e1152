using Arena.Edge.Outbox;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Uplink;

/// <summary>
/// What a node says about itself, retained: what it is on each connection, that it is online at once and every minute, also when ingest seems to have lost
/// something, and that it leaves.
/// </summary>
internal sealed partial class NodePresence(
    Topic data, NodeMeta meta, IMqttLink link, BatchLog log, UplinkOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    private readonly Wakeup _wakeup = new(time);
    private volatile bool _online;
    private volatile bool _introduce;
    private long _said;

    /// <summary>The last will that belongs to it.</summary>
    public static MqttPublish WillOf(Topic data) => Retained(data with { Kind = TopicKind.State }, new NodeState(Online: false).ToJson());

    /// <summary>A connection came up.</summary>
    public void Connected()
    {
        _introduce = true;
        _online = true;
        _wakeup.Wake();
    }

    /// <summary>
    /// Ingest speaks as if it had less than it proved: the state, which says how far that was, is said again. Not soon after the last one, because of several
    /// services at one ledger one may be a second behind.
    /// </summary>
    public void Contradict()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _said)) < options.ContradictEvery) return;
        _wakeup.Wake();
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnected() => _online = false;

    /// <summary>Speaks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _wakeup.WaitAsync(options.StateEvery, cancellationToken);
            if (!_online) continue;
            if (_introduce)
            {
                _introduce = false;
                await SayAsync(data with { Kind = TopicKind.Meta }, meta.ToJson(), cancellationToken);
            }

            Volatile.Write(ref _said, time.GetTimestamp());
            await SayAsync(data with { Kind = TopicKind.State }, State(online: true).ToJson(), cancellationToken);
        }
    }

    /// <summary>Says that the node leaves by intent; waits for the broker's word, but not for long.</summary>
    public async Task LeaveAsync()
    {
        if (!_online) return;
        using var patience = new CancellationTokenSource(LeaveWithin, time);
        try
        {
            await SayAsync(data with { Kind = TopicKind.State }, State(online: false).ToJson(), patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The last will says the same.
        }
    }

    public void Dispose() => _wakeup.Dispose();

    private NodeState State(bool online)
    {
        var (generation, proven) = log.Confirmed();
        return generation == 0
            ? new NodeState(online, log.Epoch.ToString(), log.Highest)
            : new NodeState(online, log.Epoch.ToString(), log.Highest, generation, proven);
    }

    private async Task SayAsync(Topic topic, byte[] payload, CancellationToken cancellationToken)
    {
        if (await link.PublishAsync(Retained(topic, payload), cancellationToken) == PublishOutcome.Refused) Refused(logger, topic);
    }

    private static MqttPublish Retained(Topic topic, byte[] payload) =>
        new(topic.ToString(), payload, QoS.AtLeastOnce, Retain: true, ContentType: "application/json");

    [LoggerMessage(LogLevel.Warning, "The broker refuses {Topic}: give the node the right to write it.")]
    private static partial void Refused(ILogger logger, Topic topic);
}
