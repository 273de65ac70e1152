using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Arena.Mqtt;
using Arena.Mqtt.Links;
using Arena.Mqtt.Mqtt5;

namespace Arena.Edge.Tests.Mqtt;

/// <summary>The packets a server sends, byte by byte and on purpose not with the driver's own writer (but for PUBLISH, which both sides send).</summary>
internal static class BrokerPackets
{
    public static byte[] Pingresp => [0xD0, 0x00];

    public static byte[] Connack(ReasonCode code = ReasonCode.Success, bool sessionPresent = false, params byte[][] properties) =>
        Packet(0x20, [(byte)(sessionPresent ? 1 : 0), (byte)code, .. Section(properties)]);

    public static byte[] Suback(ushort packetId, params byte[] codes) => Packet(0x90, [.. UInt16(packetId), 0, .. codes]);

    public static byte[] Puback(ushort packetId, ReasonCode code) => Packet(0x40, [.. UInt16(packetId), (byte)code]);

    public static byte[] Disconnect(ReasonCode code, string? words = null) =>
        Packet(0xE0, words is null ? [(byte)code] : [(byte)code, .. Section([Text(PropertyId.ReasonString, words)])]);

    public static byte[] Publish(MqttPublish message, ushort packetId = 0)
    {
        var to = new ArrayBufferWriter<byte>();
        PacketWriter.Publish(to, message, packetId);
        return to.WrittenSpan.ToArray();
    }

    public static byte[] Publish(string topic, string payload, ushort packetId = 0) =>
        Publish(new MqttPublish(topic, Encoding.UTF8.GetBytes(payload), packetId == 0 ? QoS.AtMostOnce : QoS.AtLeastOnce), packetId);

    /// <summary>Every packet a server may send, each with all it can carry.</summary>
    public static IReadOnlyList<byte[]> Samples =>
    [
        Connack(), FullConnack, Connack(ReasonCode.NotAuthorized, false, Text(PropertyId.ReasonString, "no")),
        Publish("a", ""), FullPublish,
        Packet(0x40, [0, 1]), Puback(7, ReasonCode.QuotaExceeded),
        Packet(0x40, [0, 1, 0x10, .. Section([Text(PropertyId.ReasonString, "r"), User("k", "v")])]),
        Suback(ushort.MaxValue, 0, 1, 0x87), Pingresp,
        Packet(0xE0, []), Disconnect(ReasonCode.SessionTakenOver, "somebody else"),
    ];

    public static byte[] FullConnack => Connack(
        ReasonCode.Success, true,
        UInt32(PropertyId.SessionExpiry, 120), UInt16(PropertyId.ReceiveMaximum, 10), Byte(PropertyId.MaximumQoS, 1),
        Byte(PropertyId.RetainAvailable, 0), UInt32(PropertyId.MaximumPacketSize, 5000), Text(PropertyId.AssignedClientId, "given"),
        UInt16(PropertyId.TopicAliasMaximum, 3), Text(PropertyId.ReasonString, "välkommen"), User("a", "b"), User("a", "c"),
        Byte(PropertyId.WildcardSubscriptions, 0), Byte(PropertyId.SubscriptionIdentifiers, 1), Byte(PropertyId.SharedSubscriptions, 0),
        UInt16(PropertyId.ServerKeepAlive, 30), Text(PropertyId.ResponseInformation, "r"), Text(PropertyId.ServerReference, "s"));

    public static byte[] FullPublish => Publish(
        new MqttPublish("arena/v1/bea/läktare/data", "[{\"n\":\"x\"}]"u8.ToArray(), QoS.AtLeastOnce, true, "application/senml+json", [new("k", "v"), new("k", "😀")], TimeSpan.FromHours(1)),
        513);

    public static byte[] Packet(byte first, byte[] body)
    {
        var length = new byte[VariableByteInteger.Size(body.Length)];
        new FieldWriter(length).Variable(body.Length);
        return [first, .. length, .. body];
    }

    public static byte[] Byte(PropertyId id, byte value) => [(byte)id, value];

    public static byte[] UInt16(PropertyId id, ushort value) => [(byte)id, .. UInt16(value)];

    public static byte[] UInt32(PropertyId id, uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return [(byte)id, .. bytes];
    }

    public static byte[] Text(PropertyId id, string value) => [(byte)id, .. Text(value)];

    public static byte[] User(string name, string value) => [(byte)PropertyId.UserProperty, .. Text(name), .. Text(value)];

    private static byte[] Section(byte[][] properties)
    {
        var bytes = properties.SelectMany(property => property).ToArray();
        return Packet(0, bytes)[1..];
    }

    private static byte[] Text(string value) => [.. UInt16((ushort)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];

    private static byte[] UInt16(ushort value) => [(byte)(value >> 8), (byte)value];
}
