using Arena.Mqtt;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Broker;

/// <summary>
/// A broker as brokers are: it confirms a publish before any subscriber has it, keeps queues and retained messages in memory, drops what doesn't
/// fit, delivers some twice, and forgets everything when it is killed.
/// </summary>
internal sealed class SimBroker(SimWorld world)
{
    private readonly Dictionary<string, SimSession> _sessions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MqttPublish> _retained = new(StringComparer.Ordinal);

    private int _heldBack;

    public BrokerNature Nature { get; } = new();

    public bool Up { get; private set; } = true;

    /// <summary>Everything it had has reached a client and was acknowledged.</summary>
    public bool Idle => _heldBack == 0 && _sessions.Values.All(session => session.Waiting.Count == 0 && session.InFlight.Count == 0);

    /// <summary>It lost something that it had confirmed.</summary>
    public bool LostSomething { get; private set; }

    /// <summary>Acknowledgements that passed, for a fault that brings an old one again.</summary>
    public List<MqttPublish> PassedAcknowledgements { get; } = [];

    public IEnumerable<SimConnection> Connections => _sessions.Values.Select(session => session.Connection).OfType<SimConnection>();

    /// <summary>Messages queued for a session.</summary>
    public int Queued(string clientId) => _sessions.TryGetValue(clientId, out var session) ? session.Waiting.Count : 0;

    /// <summary>A client asks to be let in; it is told when it is, or never.</summary>
    public void Connect(SimConnection connection, MqttLinkOptions options)
    {
        if (!Up) return;
        if (_sessions.TryGetValue(options.ClientId, out var session) && session.Connection is { } other)
        {
            world.Tell("broker", "takes over " + options.ClientId);
            End(other, tellClient: true);
        }

        var present = _sessions.TryGetValue(options.ClientId, out session) && !options.CleanStart;
        if (!present) _sessions[options.ClientId] = session = new SimSession(options);
        (session!.Connection, connection.Session) = (connection, session);
        connection.ToClient(() => connection.Link.LetIn(connection, present));
        Resend(session);
        foreach (var (topic, message) in _retained)
        {
            if (session.Wants(topic)) Queue(session, message with { Retain = true });
        }

        Pump(session);
    }

    /// <summary>A publish arrived.</summary>
    public void Received(SimConnection connection, int packet, in MqttPublish message)
    {
        var publish = message;
        if (message.QoS == QoS.AtLeastOnce) connection.ToClient(() => connection.Link.Confirmed(packet));
        Route(publish);
    }

    /// <summary>Hands a message to everyone who wants it.</summary>
    public void Route(MqttPublish message)
    {
        if (message.Topic.EndsWith("/ack", StringComparison.Ordinal)) PassedAcknowledgements.Add(message);
        if (message.Retain) _retained[message.Topic] = message;
        var live = message with { Retain = false };
        foreach (var session in _sessions.Values.Where(session => session.Wants(live.Topic)).ToList())
        {
            if (world.Chance(Nature.Losses))
            {
                LostSomething = true;
                world.Tell("broker", "loses", text: live.Topic);
                continue;
            }

            if (world.Chance(Nature.Delays)) HoldBack(session, live);
            else Hand(session, live);
            if (world.Chance(Nature.Duplicates)) Hand(session, live);
        }
    }

    /// <summary>A subscriber acknowledged.</summary>
    public void Acknowledged(SimConnection connection, IReadOnlyList<int> packets)
    {
        if (connection.Session is not { } session) return;
        foreach (var packet in packets) session.InFlight.Remove(packet);
        Pump(session);
    }

    /// <summary>The broker notices that a connection is gone.</summary>
    public void Lost(SimConnection connection) => End(connection, tellClient: false);

    /// <summary>Kill −9. Sessions, queues and retained messages were in memory alone.</summary>
    public void Kill()
    {
        (Up, LostSomething) = (false, true);
        foreach (var connection in Connections.ToList()) Close(connection, tellClient: true);
        _sessions.Clear();
        _retained.Clear();
    }

    public void Restart() => Up = true;

    /// <summary>It forgets what waits for a client, although it confirmed it.</summary>
    public void LoseQueue(string clientId)
    {
        LostSomething = true;
        if (_sessions.TryGetValue(clientId, out var session)) session.Waiting.Clear();
    }

    /// <summary>It forgets a session that is not connected.</summary>
    public void LoseSession(string clientId)
    {
        LostSomething = true;
        if (_sessions.TryGetValue(clientId, out var session) && session.Connection is null) _sessions.Remove(clientId);
    }

    /// <summary>It ends a connection.</summary>
    public void Drop(SimConnection connection) => End(connection, tellClient: true);

    private void End(SimConnection connection, bool tellClient)
    {
        if (!connection.Open) return;
        Close(connection, tellClient);
        if (connection.Session is not { } session || session.Connection != connection) return;
        session.Connection = null;
        if (session.Options.SessionExpiry == TimeSpan.Zero) _sessions.Remove(session.Options.ClientId);
        if (session.Options.Will is { } will) Route(will);
    }

    private void Close(SimConnection connection, bool tellClient)
    {
        connection.Close();
        if (tellClient) world.After(world.Between(0.001, 0.05), () => connection.Link.Broken(connection));
    }

    private void HoldBack(SimSession session, MqttPublish message)
    {
        _heldBack++;
        world.After(world.Between(0, Nature.LongestDelay.TotalSeconds), () =>
        {
            _heldBack--;
            Hand(session, message);
        });
    }

    private void Hand(SimSession session, in MqttPublish message)
    {
        Queue(session, message);
        Pump(session);
    }

    private void Queue(SimSession session, in MqttPublish message)
    {
        if (session.Waiting.Count < Nature.QueueLimit)
        {
            session.Waiting.Enqueue(message);
            return;
        }

        LostSomething = true;
        world.Tell("broker", "queue full, drops", text: message.Topic);
    }

    // A resumed session is sent again what it had not acknowledged.
    private static void Resend(SimSession session)
    {
        if (session.InFlight.Count == 0) return;
        foreach (var (packet, message) in session.InFlight) Send(session, packet, message, again: true);
    }

    private void Pump(SimSession session)
    {
        if (session.Connection is null) return;
        var most = Math.Min(Nature.InFlightLimit, session.Options.ReceiveMaximum);
        while (session.InFlight.Count < most && session.Waiting.TryDequeue(out var message))
        {
            var packet = session.NextPacket();
            session.InFlight[packet] = message;
            Send(session, packet, message, again: false);
        }
    }

    private static void Send(SimSession session, int packet, MqttPublish message, bool again)
    {
        var connection = session.Connection!;
        connection.ToClient(() => connection.Link.Deliver(connection, packet, message, again));
    }
}
