namespace Arena.Mqtt.Links;

/// <summary>Why a connection ended, or never began.</summary>
internal enum EndCause
{
    /// <summary>The link was disposed.</summary>
    Disposed,

    /// <summary>Network: not reachable, reset, closed, timed out.</summary>
    Lost,

    /// <summary>Nothing was heard for 1.5 keep-alives.</summary>
    PeerSilent,

    /// <summary>The broker sent what no broker may send.</summary>
    BadPacket,

    /// <summary>The broker ended it with DISCONNECT.</summary>
    BrokerLeft,

    /// <summary>Another client came with our client identifier.</summary>
    TakenOver,

    /// <summary>The broker, or we, didn't accept the other's identity: CONNACK or TLS.</summary>
    NotAccepted,

    /// <summary>The broker refused a subscription.</summary>
    SubscriptionRefused,

    /// <summary>Deliveries were not taken while publishes waited for PUBACKs behind them.</summary>
    ConsumerStalled,

    /// <summary>An exception nobody foresaw: a bug.</summary>
    Unforeseen,
}

/// <summary>The end of a connection.</summary>
/// <param name="Cause">Which kind.</param>
/// <param name="Reason">In words, for <see cref="MqttLinkStatus.Reason"/> and the log.</param>
internal sealed record ConnectionEnd(EndCause Cause, string Reason)
{
    /// <summary>The reason code we say goodbye with, or null when there is nobody to hear it.</summary>
    public ReasonCode? Goodbye { get; init; }

    /// <summary>It was online long enough that the next attempt starts over with the shortest pause.</summary>
    public bool Lived { get; init; }

    /// <summary>Trying again soon can't help, and in a takeover it would throw the other one out again.</summary>
    public bool WaitsLong => Cause is EndCause.TakenOver or EndCause.NotAccepted or EndCause.SubscriptionRefused or EndCause.Unforeseen;

    public static ConnectionEnd Of(PacketFault fault) =>
        new(EndCause.BadPacket, $"the broker sent {fault.What}") { Goodbye = fault.Code };

    /// <summary>The broker refused us in CONNACK.</summary>
    public static ConnectionEnd Refused(string clientId, ReasonCode code, string? brokerSays) => new(
        code is ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized or ReasonCode.Banned ? EndCause.NotAccepted : EndCause.BrokerLeft,
        $"the broker refused '{clientId}': {code.Words(brokerSays)}");

    /// <summary>The broker said goodbye with DISCONNECT.</summary>
    public static ConnectionEnd Left(string clientId, ReasonCode code, string? brokerSays) => code == ReasonCode.SessionTakenOver
        ? new(EndCause.TakenOver, $"another client connected as '{clientId}'")
        : new(EndCause.BrokerLeft, $"the broker ended the connection: {code.Words(brokerSays)}");
}
