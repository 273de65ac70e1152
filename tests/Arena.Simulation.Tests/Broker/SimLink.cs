using Arena.Mqtt;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Broker;

/// <summary>The MQTT port over the simulated broker: what <see cref="IMqttLink"/> promises, and nothing more.</summary>
internal sealed class SimLink(SimProcess process, SimBroker broker, MqttLinkOptions options) : IMqttLink
{
    private readonly SimWorld _world = process.World;
    private readonly Dictionary<int, TaskCompletionSource<PublishOutcome>> _unsettled = [];
    private readonly Queue<(MqttPublish Message, TaskCompletionSource<PublishOutcome> Settled)> _waiting = new();
    private readonly Queue<MqttDelivery> _deliveries = new();
    private readonly List<TaskCompletionSource<MqttLinkStatus>> _watchers = [];
    private TaskCompletionSource<bool>? _delivered;
    private SimConnection? _connection;
    private int _packets;
    private int _failures;
    private TimeSpan _since;

    public MqttLinkStatus Status { get; private set; } = new(Online: false, 0, SessionPresent: false, "not started");

    /// <summary>The present connection, or null.</summary>
    public SimConnection? Connection => _connection;

    /// <summary>No packet gets through to the broker, and no attempt to connect.</summary>
    public bool Unreachable { get; set; }

    /// <summary>Most QoS 1 publishes that were ever unsettled at once.</summary>
    public int MostUnsettled { get; private set; }

    /// <summary>Deliveries taken and not acknowledged, and those that wait to be taken.</summary>
    public int Unacknowledged { get; private set; }

    public void Start() => Attempt(TimeSpan.Zero);

    public ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken)
    {
        if (Status != known) return ValueTask.FromResult(Status);
        var watcher = new TaskCompletionSource<MqttLinkStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        _watchers.Add(watcher);
        return new ValueTask<MqttLinkStatus>(watcher.Task);
    }

    public ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        if (_connection is null || !process.Alive) return ValueTask.FromResult(PublishOutcome.Unconfirmed);
        var settled = new TaskCompletionSource<PublishOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_unsettled.Count >= options.MaxInFlight) _waiting.Enqueue((message, settled));
        else Send(message, settled);
        return new ValueTask<PublishOutcome>(settled.Task);
    }

    // Nobody shares a subscription here.
    public ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public async ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken)
    {
        if (_deliveries.Count > 0) return true;
        _delivered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return await _delivered.Task;
    }

    public int TakeDeliveries(Span<MqttDelivery> into)
    {
        var count = 0;
        while (count < into.Length && _deliveries.TryDequeue(out var delivery)) into[count++] = delivery;
        return count;
    }

    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
        if (!process.Alive) return;
        Unacknowledged -= deliveries.Length;
        if (_connection is not { } connection) return;
        var packets = new List<int>();
        foreach (var delivery in deliveries)
        {
            if (delivery.Settlement.Connection == Status.Connection) packets.Add(delivery.Settlement.PacketId);
        }

        if (packets.Count > 0) connection.ToBroker(() => broker.Acknowledged(connection, packets));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The process died: the kernel closes its socket, or, on a power cut, nobody does and the broker finds out by silence.</summary>
    public void Died(bool powerCut)
    {
        if (_connection is not { } connection) return;
        _connection = null;
        if (powerCut) connection.HalfOpen = true;
        _world.After(powerCut ? Silence : _world.Between(0.001, 0.05), () => broker.Lost(connection));
    }

    /// <summary>Nothing gets through any more, and both ends find out by silence.</summary>
    public void HalfOpen()
    {
        if (_connection is not { } connection) return;
        connection.HalfOpen = true;
        _world.After(Silence, () => broker.Lost(connection));
        _world.After(Silence + _world.Between(-5, 5), () => Broken(connection));
    }

    /// <summary>CONNACK and SUBACK are here.</summary>
    public void LetIn(SimConnection connection, bool sessionPresent)
    {
        if (!process.Alive || _connection is not null) return;
        (_connection, _since) = (connection, _world.Now);
        Change(new MqttLinkStatus(Online: true, Status.Connection + 1, sessionPresent, null));
    }

    /// <summary>A PUBACK is here.</summary>
    public void Confirmed(int packet)
    {
        if (!process.Alive || !_unsettled.Remove(packet, out var settled)) return;
        settled.SetResult(PublishOutcome.Confirmed);
        if (_waiting.TryDequeue(out var next)) Send(next.Message, next.Settled);
    }

    /// <summary>A message is here.</summary>
    public void Deliver(SimConnection connection, int packet, in MqttPublish message, bool again)
    {
        if (!process.Alive || _connection != connection) return;
        Unacknowledged++;
        _deliveries.Enqueue(new MqttDelivery(
            message.Topic, message.Payload, message.QoS, message.Retain, again, message.ContentType, message.UserProperties,
            new MqttSettlement(Status.Connection, (ushort)packet, null)));
        _delivered?.TrySetResult(true);
    }

    /// <summary>The connection is found to be gone.</summary>
    public void Broken(SimConnection connection)
    {
        connection.Close();
        if (!process.Alive || _connection != connection) return;
        _connection = null;

        // As the real link: one that was soon over doesn't begin the pauses anew, so that two of one name slow each other down.
        if (_world.Now - _since > options.MaxReconnectDelay) _failures = 0;
        Change(Status with { Online = false, Reason = "gone" });
        var unsettled = _unsettled.Values.Concat(_waiting.Select(waiting => waiting.Settled)).ToList();
        _unsettled.Clear();
        _waiting.Clear();
        foreach (var settled in unsettled) settled.SetResult(PublishOutcome.Unconfirmed);
        Attempt(Pause());
    }

    private TimeSpan Silence => options.KeepAlive * 1.5;

    private void Send(in MqttPublish message, TaskCompletionSource<PublishOutcome> settled)
    {
        var (packet, publish, connection) = (++_packets, message, _connection!);
        _unsettled[packet] = settled;
        MostUnsettled = Math.Max(MostUnsettled, _unsettled.Count);
        connection.ToBroker(() => broker.Received(connection, packet, publish));
    }

    private TimeSpan Pause()
    {
        var doubled = options.ReconnectDelay * Math.Pow(2, Math.Min(_failures++, 10));
        var capped = doubled < options.MaxReconnectDelay ? doubled : options.MaxReconnectDelay;
        return capped * _world.Random.NextDouble();
    }

    private void Attempt(TimeSpan wait) => _world.After(wait, () =>
    {
        if (!process.Alive || _connection is not null) return;
        if (broker.Up && !Unreachable)
        {
            var connection = new SimConnection(_world, broker.Nature, this);
            connection.ToBroker(() => broker.Connect(connection, options));
        }

        Attempt(options.ConnectTimeout < TimeSpan.FromSeconds(2) ? options.ConnectTimeout : TimeSpan.FromSeconds(2) + Pause());
    });

    private void Change(MqttLinkStatus status)
    {
        Status = status;
        _world.Tell(process.Name, status.Online ? "online" : "offline", status.Connection);
        var watchers = _watchers.ToList();
        _watchers.Clear();
        foreach (var watcher in watchers) watcher.SetResult(status);
    }
}
