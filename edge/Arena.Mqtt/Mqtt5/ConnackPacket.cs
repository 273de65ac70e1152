using System.Text;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A CONNACK: whether we are in, and what the broker allows (MQTT 5, section 3.2). Defaults are the standard's.</summary>
internal sealed record ConnackPacket
{
    private static readonly ulong Allowed = PropertyReader.SetOf(
        PropertyId.SessionExpiry, PropertyId.ReceiveMaximum, PropertyId.MaximumQoS, PropertyId.RetainAvailable, PropertyId.MaximumPacketSize,
        PropertyId.AssignedClientId, PropertyId.TopicAliasMaximum, PropertyId.ReasonString, PropertyId.UserProperty,
        PropertyId.WildcardSubscriptions, PropertyId.SubscriptionIdentifiers, PropertyId.SharedSubscriptions, PropertyId.ServerKeepAlive,
        PropertyId.ResponseInformation, PropertyId.ServerReference, PropertyId.AuthenticationMethod, PropertyId.AuthenticationData);

    private static readonly PacketFault BadFlags = PacketFault.Malformed("reserved flags in a CONNACK");
    private static readonly PacketFault Zero = PacketFault.Protocol("a CONNACK with receive maximum or maximum packet size 0");
    private static readonly PacketFault RefusedWithSession = PacketFault.Protocol("a refusing CONNACK that claims a session");

    public required ReasonCode Code { get; init; }

    public required bool SessionPresent { get; init; }

    /// <summary>The broker's own words, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>QoS 1 publishes of ours it takes without having acknowledged them.</summary>
    public ushort ReceiveMaximum { get; private set; } = ushort.MaxValue;

    /// <summary>The largest packet it takes, bytes.</summary>
    public uint MaximumPacketSize { get; private set; } = uint.MaxValue;

    /// <summary>The highest QoS it takes; 2 unless it says less.</summary>
    public byte MaximumQoS { get; private set; } = 2;

    public bool RetainAvailable { get; private set; } = true;

    public bool WildcardSubscriptions { get; private set; } = true;

    public bool SharedSubscriptions { get; private set; } = true;

    /// <summary>The keep-alive it decides on, seconds (0: none), or null for the one we asked for.</summary>
    public ushort? ServerKeepAlive { get; private set; }

    /// <summary>How long it keeps the session, seconds, or null for what we asked for.</summary>
    public uint? SessionExpiry { get; private set; }

    /// <summary>The client identifier it assigned, or null.</summary>
    public string? AssignedClientId { get; private set; }

    /// <summary>
    /// What holds on this connection. The broker's keep-alive rules. One of 0 means that it never calls us dead; we still want to know about it, at our own pace.
    /// </summary>
    public BrokerLimits LimitsFor(MqttLinkOptions options) => new()
    {
        SessionPresent = SessionPresent,
        KeepAlive = ServerKeepAlive is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : options.KeepAlive,
        InFlight = Math.Min(Math.Min((int)options.MaxInFlight, ReceiveMaximum), MqttConnection.UnsubscribeId - 1),
        MaximumQoS = MaximumQoS,
        RetainAvailable = RetainAvailable,
        MaximumPacketSize = MaximumPacketSize,
        WildcardSubscriptions = WildcardSubscriptions,
        SharedSubscriptions = SharedSubscriptions,
    };

    /// <summary>Reads a body; null when it is sound.</summary>
    public static PacketFault? Read(ReadOnlySpan<byte> body, out ConnackPacket? packet)
    {
        packet = null;
        var fields = new FieldReader(body);
        if (!fields.TryByte(out var flags) || !fields.TryByte(out var code)) return PacketFault.CutShort;
        if (flags > 1) return BadFlags;
        if (flags == 1 && ((ReasonCode)code).IsFailure()) return RefusedWithSession;
        if (!PropertyReader.TrySection(ref fields, out var section)) return PacketFault.CutShort;
        if (!fields.Rest.IsEmpty) return PacketFault.LeftOver;
        var connack = new ConnackPacket { Code = (ReasonCode)code, SessionPresent = flags == 1 };
        var properties = new PropertyReader(section, Allowed);
        while (properties.Next()) connack.Take(properties.Current);
        if (properties.Fault is not null) return properties.Fault;
        if (connack.ReceiveMaximum == 0 || connack.MaximumPacketSize == 0) return Zero;
        packet = connack;
        return null;
    }

    private void Take(in Property property)
    {
        switch (property.Id)
        {
            case PropertyId.SessionExpiry: SessionExpiry = property.Number; break;
            case PropertyId.ReceiveMaximum: ReceiveMaximum = (ushort)property.Number; break;
            case PropertyId.MaximumQoS: MaximumQoS = (byte)property.Number; break;
            case PropertyId.RetainAvailable: RetainAvailable = property.Number == 1; break;
            case PropertyId.MaximumPacketSize: MaximumPacketSize = property.Number; break;
            case PropertyId.AssignedClientId: AssignedClientId = Encoding.UTF8.GetString(property.Value); break;
            case PropertyId.WildcardSubscriptions: WildcardSubscriptions = property.Number == 1; break;
            case PropertyId.SharedSubscriptions: SharedSubscriptions = property.Number == 1; break;
            case PropertyId.ServerKeepAlive: ServerKeepAlive = (ushort)property.Number; break;
            case PropertyId.ReasonString: Reason = Encoding.UTF8.GetString(property.Value); break;
            default: break;
        }
    }
}
