using System.Globalization;

namespace Arena.Mqtt.Links;

/// <summary>What holds on one connection, after the broker has had its say in CONNACK (MQTT 5, section 3.2.2.3). Defaults are the standard's.</summary>
internal sealed record BrokerLimits
{
    /// <summary>The largest packet the standard knows: its length has four bytes of seven bits.</summary>
    private const long LargestPacket = 268_435_455;

    /// <summary>The broker still had the session.</summary>
    public required bool SessionPresent { get; init; }

    public required TimeSpan KeepAlive { get; init; }

    /// <summary>Publishes that may be in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>The highest QoS it takes.</summary>
    public required byte MaximumQoS { get; init; }

    public required bool RetainAvailable { get; init; }

    /// <summary>The largest packet it takes, bytes.</summary>
    public required uint MaximumPacketSize { get; init; }

    public required bool WildcardSubscriptions { get; init; }

    public required bool SharedSubscriptions { get; init; }

    /// <summary>Why the broker would not take the message, or null.</summary>
    /// <param name="message">The message.</param>
    /// <param name="size">The bytes of its packet, header included.</param>
    public string? Refuses(in MqttPublish message, long size)
    {
        if ((byte)message.QoS > MaximumQoS) return "the broker takes QoS 0 only";
        if (message.Retain && !RetainAvailable) return "the broker keeps no retained messages";
        if (size > MaximumPacketSize || size > LargestPacket)
            return string.Create(CultureInfo.InvariantCulture, $"its packet of {size} bytes is larger than the broker takes");
        return null;
    }

    /// <summary>The first filter the broker has said it can't serve, with why, or null.</summary>
    public string? Refuses(IReadOnlyList<MqttSubscription> subscriptions)
    {
        foreach (var (filter, _) in subscriptions)
        {
            if (!SharedSubscriptions && filter.StartsWith("$share/", StringComparison.Ordinal))
                return $"'{filter}': the broker has no shared subscriptions";
            if (!WildcardSubscriptions && filter.AsSpan().IndexOfAny('+', '#') >= 0)
                return $"'{filter}': the broker has no wildcard subscriptions";
        }

        return null;
    }
}
