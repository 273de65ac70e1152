using System.Globalization;

namespace Arena.Mqtt.Mqtt5;

/// <summary>What holds on one connection, after the broker has had its say in CONNACK.</summary>
internal sealed record BrokerLimits
{
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>Publishes that may be in flight.</summary>
    public required int InFlight { get; init; }

    public required ConnackPacket Connack { get; init; }

    /// <summary>
    /// The broker's keep-alive rules. One of 0 means that it never calls us dead; we still want to know about it, at our own pace.
    /// </summary>
    public static BrokerLimits Of(MqttLinkOptions options, ConnackPacket connack) => new()
    {
        KeepAlive = connack.ServerKeepAlive is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : options.KeepAlive,
        InFlight = Math.Min(Math.Min((int)options.MaxInFlight, connack.ReceiveMaximum), MqttConnection.UnsubscribeId - 1),
        Connack = connack,
    };

    /// <summary>Why the broker would not take the message, or null.</summary>
    public string? Refuses(in MqttPublish message)
    {
        if ((byte)message.QoS > Connack.MaximumQoS) return "the broker takes QoS 0 only";
        if (message.Retain && !Connack.RetainAvailable) return "the broker keeps no retained messages";
        var size = PacketWriter.PublishSize(message);
        if (size > Connack.MaximumPacketSize || size > VariableByteInteger.Max)
            return string.Create(CultureInfo.InvariantCulture, $"its packet of {size} bytes is larger than the broker takes");
        return null;
    }

    /// <summary>The first filter the broker has said it can't serve, with why, or null.</summary>
    public string? Refuses(IReadOnlyList<MqttSubscription> subscriptions)
    {
        foreach (var (filter, _) in subscriptions)
        {
            if (!Connack.SharedSubscriptions && filter.StartsWith("$share/", StringComparison.Ordinal))
                return $"'{filter}': the broker has no shared subscriptions";
            if (!Connack.WildcardSubscriptions && filter.AsSpan().IndexOfAny('+', '#') >= 0)
                return $"'{filter}': the broker has no wildcard subscriptions";
        }

        return null;
    }
}
