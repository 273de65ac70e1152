namespace Arena.Mqtt;

/// <summary>
/// One logical MQTT connection that keeps itself up: it connects, subscribes, reconnects with jitter, and says how it stands.
/// </summary>
/// <remarks>
/// The port that every driver implements. Bounded in both directions: at most <see cref="MqttLinkOptions.MaxInFlight"/> publishes wait for
/// their PUBACK, and the broker sends at most <see cref="MqttLinkOptions.ReceiveMaximum"/> QoS 1 messages that were not acknowledged (MQTT 5,
/// section 4.9). Safe for concurrent publishers; deliveries are taken by one consumer.
/// </remarks>
public interface IMqttLink : IAsyncDisposable
{
    /// <summary>The connection as it is now.</summary>
    MqttLinkStatus Status { get; }

    /// <summary>
    /// Starts connecting in the background and returns at once; <see cref="WaitForStatusAsync"/> tells when it is online. A driver may work in the
    /// <see cref="SynchronizationContext"/> this is called in, so that one who has a thread of its own needs no other.
    /// </summary>
    void Start();

    /// <summary>
    /// Waits until the status differs from <paramref name="known"/> and returns the new one. Changes that follow one another quickly may be
    /// seen as one; <see cref="MqttLinkStatus.Connection"/> grows with each connection, so a reconnect is never missed.
    /// </summary>
    ValueTask<MqttLinkStatus> WaitForStatusAsync(MqttLinkStatus known, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes and returns when it is settled: QoS 0 once written to the socket's buffer, QoS 1 once the PUBACK is here or can't come any more.
    /// Waits while <see cref="MqttLinkOptions.MaxInFlight"/> publishes are unsettled. Never throws for what a network or a broker does.
    /// </summary>
    ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a subscription of this connection; a later one subscribes to it again. What the broker sent before its answer can be taken when this returns.
    /// </summary>
    /// <returns>True once the broker confirmed; false without a connection, or where the broker refuses.</returns>
    ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken);

    /// <summary>Waits until at least one delivery can be taken; false once the link is disposed.</summary>
    ValueTask<bool> WaitForDeliveriesAsync(CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="into"/>.Length deliveries in the order they came, without waiting; returns how many.</summary>
    int TakeDeliveries(Span<MqttDelivery> into);

    /// <summary>
    /// Settles deliveries: sends the PUBACKs of the QoS 1 ones together in one write, and gives every payload's memory back, after which it must
    /// not be read. A delivery of an earlier connection is not acknowledged (its packet identifier means another message now); the broker
    /// sends that message again.
    /// </summary>
    void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries);
}

/// <summary>How a link stands.</summary>
/// <param name="Online">Connected and subscribed.</param>
/// <param name="Connection">Counts connections that came online, from 1; 0 before the first.</param>
/// <param name="SessionPresent">The broker still had the session (subscriptions and queue) when this connection began.</param>
/// <param name="Reason">Why it is not online, in words for a log; null while online.</param>
public readonly record struct MqttLinkStatus(bool Online, int Connection, bool SessionPresent, string? Reason);

/// <summary>What became of a publish.</summary>
public enum PublishOutcome
{
    /// <summary>QoS 0: handed to the socket. QoS 1: the broker confirmed with a success code (it had it; no more than that).</summary>
    Confirmed,

    /// <summary>The broker refused it: not authorised, quota exceeded, topic invalid. Sending the same again won't help.</summary>
    Refused,

    /// <summary>No connection, or it broke before the PUBACK. Whether the broker has it is unknown.</summary>
    Unconfirmed,
}

/// <summary>Quality of service; Arena uses no QoS 2, because its own acknowledgement is end to end.</summary>
public enum QoS : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}

/// <summary>A message to publish.</summary>
/// <param name="Topic">Topic name, no wildcards.</param>
/// <param name="Payload">The bytes; must stay unchanged until the publish is settled.</param>
/// <param name="QoS">Quality of service.</param>
/// <param name="Retain">The broker keeps it as the topic's last known message.</param>
/// <param name="ContentType">MIME type (MQTT 5 property 3), or null.</param>
/// <param name="UserProperties">Name and value pairs (MQTT 5 property 38), or null.</param>
/// <param name="MessageExpiry">The broker drops it when it is older (MQTT 5 property 2, whole seconds), or null.</param>
public readonly record struct MqttPublish(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    QoS QoS,
    bool Retain = false,
    string? ContentType = null,
    IReadOnlyList<KeyValuePair<string, string>>? UserProperties = null,
    TimeSpan? MessageExpiry = null);

/// <summary>A message the broker delivered. Its payload is rented: valid until <see cref="IMqttLink.Acknowledge"/>.</summary>
/// <param name="Topic">Topic name; equal topics share one string.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="QoS">The quality of service it was delivered with.</param>
/// <param name="Retained">It was the topic's retained message when we subscribed, not news.</param>
/// <param name="Duplicate">The broker sends it again.</param>
/// <param name="ContentType">MIME type, or null.</param>
/// <param name="UserProperties">Name and value pairs, or null when there are none.</param>
/// <param name="Settlement">For the driver that delivered it: which connection and packet this is, and whose memory.</param>
public readonly record struct MqttDelivery(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    QoS QoS,
    bool Retained,
    bool Duplicate,
    string? ContentType,
    IReadOnlyList<KeyValuePair<string, string>>? UserProperties,
    MqttSettlement Settlement);

/// <summary>What a driver needs to settle a delivery.</summary>
/// <param name="Connection">The connection it came over.</param>
/// <param name="PacketId">Packet identifier, 0 for QoS 0.</param>
/// <param name="Block">The memory the payload lies in, or null.</param>
public readonly record struct MqttSettlement(int Connection, ushort PacketId, PayloadBlock? Block);
