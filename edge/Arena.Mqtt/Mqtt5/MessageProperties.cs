namespace Arena.Mqtt.Mqtt5;

/// <summary>The properties of a message, which PUBLISH and the will in CONNECT write alike.</summary>
internal static class MessageProperties
{
    public static int Size(in MqttPublish message)
    {
        var size = message.MessageExpiry is null ? 0 : 5;
        if (message.ContentType is not null) size += 1 + FieldWriter.SizeOf(message.ContentType);
        if (message.UserProperties is null) return size;
        foreach (var (name, value) in message.UserProperties) size += 1 + FieldWriter.SizeOf(name) + FieldWriter.SizeOf(value);
        return size;
    }

    public static void Write(ref FieldWriter to, in MqttPublish message)
    {
        if (message.MessageExpiry is { } expiry)
        {
            to.Byte((byte)PropertyId.MessageExpiry);
            to.UInt32((uint)expiry.TotalSeconds);
        }

        if (message.ContentType is not null)
        {
            to.Byte((byte)PropertyId.ContentType);
            to.Text(message.ContentType);
        }

        if (message.UserProperties is null) return;
        foreach (var (name, value) in message.UserProperties)
        {
            to.Byte((byte)PropertyId.UserProperty);
            to.Text(name);
            to.Text(value);
        }
    }
}
