using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A PUBACK (MQTT 5, section 3.4).</summary>
internal readonly record struct PubackPacket(ushort PacketId, ReasonCode Code)
{
    private static readonly ulong Allowed = PropertyReader.SetOf(PropertyId.ReasonString, PropertyId.UserProperty);
    private static readonly PacketFault NoPacketId = PacketFault.Protocol("a PUBACK with packet identifier 0");

    /// <summary>Reads a body; null when it is sound. A body of two bytes means success.</summary>
    public static PacketFault? Read(ReadOnlySpan<byte> body, out PubackPacket packet)
    {
        packet = default;
        var fields = new FieldReader(body);
        if (!fields.TryUInt16(out var id)) return PacketFault.CutShort;
        if (id == 0) return NoPacketId;
        var code = (byte)ReasonCode.Success;
        if (!fields.Rest.IsEmpty) fields.TryByte(out code);
        packet = new PubackPacket(id, (ReasonCode)code);
        return fields.Rest.IsEmpty ? null : ReasonProperties.Read(ref fields, Allowed, out _);
    }
}
