using System.Buffers;
using System.Text;
using Arena.Mqtt.Links;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace Arena.Mqtt.MqttNet;

/// <summary>What the broker sends over one connection: its limits, its messages, its farewell.</summary>
internal sealed class MqttNetReceiver(
    int connection, MqttLinkOptions options, DeliveryBuffer deliveries, TextCache texts, LinkLoop loop)
{
    /// <summary>What holds on this connection; null before CONNACK.</summary>
    public BrokerLimits? Limits { get; private set; }

    /// <summary>The deliveries without a PUBACK; null before CONNACK.</summary>
    public ReceiveWindow? Window { get; private set; }

    /// <summary>Why the broker, or we, ended the connection, where it was said; null otherwise.</summary>
    public ConnectionEnd? Farewell { get; private set; }

    /// <summary>MQTTnet's own options of this connection.</summary>
    public MqttClientOptions? ClientOptions { get; set; }

    /// <summary>Learns from a packet that goes on to the client.</summary>
    public void Notice(MqttPacket? packet)
    {
        if (packet is MqttConnAckPacket connack) Accept(connack);
        else if (packet is MqttDisconnectPacket left) Farewell ??= ConnectionEnd.Left(options.ClientId, (ReasonCode)left.ReasonCode, left.ReasonString);
    }

    /// <summary>Passes a message on, once there is room for it; until then nothing more is read.</summary>
    /// <exception cref="MqttProtocolViolationException">The broker broke the rules of QoS 1.</exception>
    public async ValueTask DeliverAsync(MqttPublishPacket message, CancellationToken cancellationToken)
    {
        var qos = (QoS)(byte)message.QualityOfServiceLevel;
        while (!(deliveries.HasRoom(qos) && (qos == QoS.AtMostOnce || Window!.HasRoom)))
        {
            await deliveries.Room.WaitAsync(cancellationToken);
        }

        if (qos == QoS.AtLeastOnce && Window!.Open(message.PacketIdentifier) is { } fault)
        {
            Farewell ??= ConnectionEnd.Of(fault);
            throw new MqttProtocolViolationException(fault.What);
        }

        deliveries.Add(new MqttDelivery(
            texts.Get(message.Topic),
            message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray(),
            qos,
            message.Retain,
            message.Dup,
            message.ContentType is { } type ? texts.Get(type) : null,
            PropertiesOf(message),
            new MqttSettlement(connection, message.PacketIdentifier, Block: null)));
        deliveries.Announce();
    }

    private void Accept(MqttConnAckPacket connack)
    {
        Limits = new BrokerLimits
        {
            SessionPresent = connack.IsSessionPresent,
            KeepAlive = connack.ServerKeepAlive > 0 ? TimeSpan.FromSeconds(connack.ServerKeepAlive) : options.KeepAlive,
            // To MQTTnet 0 means that the broker didn't say.
            InFlight = connack.ReceiveMaximum == 0 ? options.MaxInFlight : Math.Min(options.MaxInFlight, connack.ReceiveMaximum),
            MaximumQoS = (byte)connack.MaximumQoS,
            RetainAvailable = connack.RetainAvailable,
            MaximumPacketSize = connack.MaximumPacketSize == 0 ? uint.MaxValue : connack.MaximumPacketSize,
            WildcardSubscriptions = connack.WildcardSubscriptionAvailable,
            SharedSubscriptions = connack.SharedSubscriptionAvailable,
        };
        // MQTTnet pings by its own options, whatever the broker decided; a broker that decided on less would call us dead.
        ClientOptions!.KeepAlivePeriod = Limits.KeepAlive;
        Window = new ReceiveWindow(options.ReceiveMaximum, connack.IsSessionPresent);
        if (connack.IsSessionPresent) loop.SentAgain(deliveries.DropUnacknowledged());
    }

    private static IReadOnlyList<KeyValuePair<string, string>>? PropertiesOf(MqttPublishPacket message) => message.UserProperties is { Count: > 0 } properties
        ? [.. properties.Select(property => new KeyValuePair<string, string>(property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span)))]
        : null;
}
