using System.Buffers;

namespace Arena.Mqtt.Mqtt5;

/// <summary>Writes the packets a client sends. Texts were checked before (<see cref="MqttText"/>), so none of this can fail.</summary>
internal static class PacketWriter
{
    /// <summary>Bytes of one PUBACK that means success.</summary>
    public const int PubackBytes = 4;

    private const byte ProtocolVersion = 5;

    /// <summary>Bytes of a PUBLISH, its header included.</summary>
    public static long PublishSize(in MqttPublish message)
    {
        var remaining = PublishHeaderSize(message, out _) + (long)message.Payload.Length;
        return 1 + VariableByteInteger.Size((int)Math.Min(remaining, VariableByteInteger.Max)) + remaining;
    }

    /// <summary>PUBLISH (section 3.3); the packet identifier is written for QoS 1 only.</summary>
    public static void Publish(IBufferWriter<byte> to, in MqttPublish message, ushort packetId)
    {
        var header = PublishHeaderSize(message, out var properties);
        var remaining = header + message.Payload.Length;
        var size = 1 + VariableByteInteger.Size(remaining) + header;
        var fields = new FieldWriter(to.GetSpan(size));
        fields.Byte((byte)(((byte)PacketType.Publish << 4) | ((byte)message.QoS << 1) | (message.Retain ? 1 : 0)));
        fields.Variable(remaining);
        fields.Text(message.Topic);
        if (message.QoS != QoS.AtMostOnce) fields.UInt16(packetId);
        fields.Variable(properties);
        MessageProperties.Write(ref fields, message);
        to.Advance(size);
        to.Write(message.Payload.Span);
    }

    /// <summary>PUBACK, success (section 3.4): one for each identifier, in one span.</summary>
    public static void Pubacks(IBufferWriter<byte> to, ReadOnlySpan<ushort> packetIds)
    {
        var fields = new FieldWriter(to.GetSpan(packetIds.Length * PubackBytes));
        foreach (var id in packetIds)
        {
            fields.Byte((byte)PacketType.Puback << 4);
            fields.Byte(2);
            fields.UInt16(id);
        }

        to.Advance(packetIds.Length * PubackBytes);
    }

    /// <summary>PINGREQ (section 3.12).</summary>
    public static void Ping(IBufferWriter<byte> to)
    {
        var fields = new FieldWriter(to.GetSpan(2));
        fields.Byte((byte)PacketType.Pingreq << 4);
        fields.Byte(0);
        to.Advance(2);
    }

    /// <summary>
    /// SUBSCRIBE (section 3.8). Retain as published stays off, so that the flag means "was there before"; retained messages come on every connection.
    /// </summary>
    public static void Subscribe(IBufferWriter<byte> to, ushort packetId, IReadOnlyList<MqttSubscription> subscriptions)
    {
        var remaining = 2 + 1;
        foreach (var subscription in subscriptions) remaining += FieldWriter.SizeOf(subscription.Filter) + 1;
        var size = 1 + VariableByteInteger.Size(remaining) + remaining;
        var fields = new FieldWriter(to.GetSpan(size));
        fields.Byte(((byte)PacketType.Subscribe << 4) | 2);
        fields.Variable(remaining);
        fields.UInt16(packetId);
        fields.Variable(0);
        foreach (var subscription in subscriptions)
        {
            fields.Text(subscription.Filter);
            fields.Byte((byte)subscription.QoS);
        }

        to.Advance(size);
    }

    /// <summary>UNSUBSCRIBE of one filter (section 3.10).</summary>
    public static void Unsubscribe(IBufferWriter<byte> to, ushort packetId, string filter)
    {
        var remaining = 2 + 1 + FieldWriter.SizeOf(filter);
        var size = 1 + VariableByteInteger.Size(remaining) + remaining;
        var fields = new FieldWriter(to.GetSpan(size));
        fields.Byte(((byte)PacketType.Unsubscribe << 4) | 2);
        fields.Variable(remaining);
        fields.UInt16(packetId);
        fields.Variable(0);
        fields.Text(filter);
        to.Advance(size);
    }

    /// <summary>CONNECT (section 3.1). Topic Alias Maximum is left at 0: we take none.</summary>
    public static void Connect(IBufferWriter<byte> to, MqttLinkOptions options, bool cleanStart)
    {
        const int Properties = 5 + 3 + 5;
        var remaining = FieldWriter.SizeOf("MQTT") + 1 + 1 + 2 + VariableByteInteger.Size(Properties) + Properties + FieldWriter.SizeOf(options.ClientId);
        var willProperties = options.Will is { } measured ? MessageProperties.Size(measured) : 0;
        if (options.Will is { } counted)
            remaining += VariableByteInteger.Size(willProperties) + willProperties + FieldWriter.SizeOf(counted.Topic) + 2 + counted.Payload.Length;
        if (options.UserName is not null) remaining += FieldWriter.SizeOf(options.UserName);
        if (options.Password is not null) remaining += FieldWriter.SizeOf(options.Password);

        var size = 1 + VariableByteInteger.Size(remaining) + remaining;
        var fields = new FieldWriter(to.GetSpan(size));
        fields.Byte((byte)PacketType.Connect << 4);
        fields.Variable(remaining);
        fields.Text("MQTT");
        fields.Byte(ProtocolVersion);
        fields.Byte(ConnectFlags(options, cleanStart));
        fields.UInt16(Seconds16(options.KeepAlive));
        fields.Variable(Properties);
        fields.Byte((byte)PropertyId.SessionExpiry);
        fields.UInt32((uint)options.SessionExpiry.TotalSeconds);
        fields.Byte((byte)PropertyId.ReceiveMaximum);
        fields.UInt16(options.ReceiveMaximum);
        fields.Byte((byte)PropertyId.MaximumPacketSize);
        fields.UInt32((uint)options.MaximumPacketBytes);
        fields.Text(options.ClientId);
        if (options.Will is { } will)
        {
            fields.Variable(willProperties);
            MessageProperties.Write(ref fields, will);
            fields.Text(will.Topic);
            fields.Binary(will.Payload.Span);
        }

        if (options.UserName is not null) fields.Text(options.UserName);
        if (options.Password is not null) fields.Text(options.Password);
        to.Advance(size);
    }

    private static byte ConnectFlags(MqttLinkOptions options, bool cleanStart)
    {
        var flags = cleanStart ? 0x02 : 0;
        if (options.Will is { } will) flags |= 0x04 | ((byte)will.QoS << 3) | (will.Retain ? 0x20 : 0);
        if (options.Password is not null) flags |= 0x40;
        if (options.UserName is not null) flags |= 0x80;
        return (byte)flags;
    }

    private static ushort Seconds16(TimeSpan span) => (ushort)Math.Ceiling(span.TotalSeconds);

    private static int PublishHeaderSize(in MqttPublish message, out int properties)
    {
        properties = MessageProperties.Size(message);
        return FieldWriter.SizeOf(message.Topic) + (message.QoS == QoS.AtMostOnce ? 0 : 2) + VariableByteInteger.Size(properties) + properties;
    }
}
