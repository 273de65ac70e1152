using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A SUBACK, or an UNSUBACK, which looks the same: one reason code for each filter, in the order they were asked for (MQTT 5, sections 3.9 and 3.11).</summary>
internal sealed record SubackPacket(ushort PacketId, byte[] Codes, string? Reason)
{
    private static readonly ulong Allowed = PropertyReader.SetOf(PropertyId.ReasonString, PropertyId.UserProperty);

    /// <summary>Reads a body; null when it is sound.</summary>
    public static PacketFault? Read(ReadOnlySpan<byte> body, out SubackPacket? packet)
    {
        packet = null;
        var fields = new FieldReader(body);
        if (!fields.TryUInt16(out var id)) return PacketFault.CutShort;
        if (!PropertyReader.TrySection(ref fields, out var section)) return PacketFault.CutShort;
        if (ReasonProperties.ReadSection(section, Allowed, out var reason) is { } fault) return fault;
        packet = new SubackPacket(id, fields.Rest.ToArray(), reason);
        return null;
    }
}
