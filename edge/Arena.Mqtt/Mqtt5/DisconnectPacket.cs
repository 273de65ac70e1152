using System.Buffers;
using Arena.Mqtt.Links;

namespace Arena.Mqtt.Mqtt5;

/// <summary>A DISCONNECT (MQTT 5, section 3.14).</summary>
internal readonly record struct DisconnectPacket(ReasonCode Code, string? Reason)
{
    private static readonly ulong Allowed = PropertyReader.SetOf(
        PropertyId.SessionExpiry, PropertyId.ReasonString, PropertyId.UserProperty, PropertyId.ServerReference);

    /// <summary>Reads a body; null when it is sound. An empty one means a normal end.</summary>
    public static PacketFault? Read(ReadOnlySpan<byte> body, out DisconnectPacket packet)
    {
        var fields = new FieldReader(body);
        fields.TryByte(out var code);
        string? reason = null;
        var fault = fields.Rest.IsEmpty ? null : ReasonProperties.Read(ref fields, Allowed, out reason);
        packet = new DisconnectPacket((ReasonCode)code, reason);
        return fault;
    }

    /// <summary>Writes one without properties.</summary>
    public static void Write(IBufferWriter<byte> to, ReasonCode code)
    {
        var bytes = to.GetSpan(4);
        bytes[0] = (byte)PacketType.Disconnect << 4;
        bytes[1] = 1;
        bytes[2] = (byte)code;
        to.Advance(3);
    }
}
