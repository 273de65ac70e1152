using System.Text;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A PUBLISH as received, looking into the bytes it came in (MQTT 5, section 3.3).</summary>
internal ref struct PublishPacket
{
    private static readonly ulong Allowed = PropertyReader.SetOf(
        PropertyId.PayloadFormat, PropertyId.MessageExpiry, PropertyId.TopicAlias, PropertyId.ResponseTopic, PropertyId.CorrelationData,
        PropertyId.UserProperty, PropertyId.SubscriptionIdentifier, PropertyId.ContentType);

    private static readonly PacketFault BadTopic = PacketFault.Malformed("a PUBLISH whose topic is empty or holds a wildcard");
    private static readonly PacketFault NoPacketId = PacketFault.Protocol("a PUBLISH of QoS 1 with packet identifier 0");
    private static readonly PacketFault Alias = new(ReasonCode.TopicAliasInvalid, "a topic alias, though none was allowed");

    private ReadOnlySpan<byte> _properties;
    private int _userProperties;

    public ReadOnlySpan<byte> Topic;
    public ReadOnlySpan<byte> ContentType;
    public ReadOnlySpan<byte> Payload;
    public bool HasContentType;

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId;

    /// <summary>Seconds, or null.</summary>
    public uint? MessageExpiry;

    /// <summary>Reads a body; null when it is sound.</summary>
    public static PacketFault? Read(ReadOnlySpan<byte> body, QoS qos, out PublishPacket packet)
    {
        packet = default;
        var fields = new FieldReader(body);
        if (!fields.TryBinary(out packet.Topic)) return PacketFault.CutShort;
        if (qos != QoS.AtMostOnce && !fields.TryUInt16(out packet.PacketId)) return PacketFault.CutShort;
        if (!PropertyReader.TrySection(ref fields, out packet._properties)) return PacketFault.CutShort;
        packet.Payload = fields.Rest;
        if (packet.ReadProperties() is { } fault) return fault;
        if (packet.Topic.IsEmpty || packet.Topic.IndexOfAny((byte)'+', (byte)'#') >= 0) return BadTopic;
        if (!FieldReader.IsText(packet.Topic)) return PacketFault.BadText;
        return qos != QoS.AtMostOnce && packet.PacketId == 0 ? NoPacketId : null;
    }

    /// <summary>The user properties in their order, or null when there are none. Allocates; the rest of this type doesn't.</summary>
    public readonly IReadOnlyList<KeyValuePair<string, string>>? UserProperties()
    {
        if (_userProperties == 0) return null;
        var list = new List<KeyValuePair<string, string>>(_userProperties);
        var properties = new PropertyReader(_properties, Allowed);
        while (properties.Next())
        {
            var property = properties.Current;
            if (property.Id == PropertyId.UserProperty)
                list.Add(new(Encoding.UTF8.GetString(property.Name), Encoding.UTF8.GetString(property.Value)));
        }

        return list;
    }

    private PacketFault? ReadProperties()
    {
        var properties = new PropertyReader(_properties, Allowed);
        while (properties.Next())
        {
            var property = properties.Current;
            switch (property.Id)
            {
                case PropertyId.TopicAlias: return Alias;
                case PropertyId.UserProperty: _userProperties++; break;
                case PropertyId.MessageExpiry: MessageExpiry = property.Number; break;
                case PropertyId.ContentType:
                    ContentType = property.Value;
                    HasContentType = true;
                    break;
                default: break;
            }
        }

        return properties.Fault;
    }
}
