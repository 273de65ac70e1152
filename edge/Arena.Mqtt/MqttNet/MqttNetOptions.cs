using System.Net;
using System.Text;
using MQTTnet;
using MQTTnet.Channel;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Arena.Mqtt.MqttNet;

/// <summary>The port's words in MQTTnet's.</summary>
internal static class MqttNetOptions
{
    /// <param name="options">The link's options.</param>
    /// <param name="cleanStart">Whether this connection leaves an old session behind.</param>
    /// <param name="way">The way to the broker, TLS included.</param>
    public static MqttClientOptions For(MqttLinkOptions options, bool cleanStart, IMqttClientStreamProvider way)
    {
        var made = new MqttClientOptions
        {
            ProtocolVersion = MqttProtocolVersion.V500,
            ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(options.Host, options.Port), StreamProvider = way },
            ClientId = options.ClientId,
            CleanSession = cleanStart,
            SessionExpiryInterval = Seconds(options.SessionExpiry),
            KeepAlivePeriod = options.KeepAlive,
            ReceiveMaximum = options.ReceiveMaximum,
            MaximumPacketSize = (uint)options.MaximumPacketBytes,
            Timeout = options.ConnectTimeout,
            // Header and payload in one write: two would be two packets on the network.
            AllowPacketFragmentation = false,
        };
        if (options.UserName is not null)
            made.Credentials = new MqttClientCredentials(options.UserName, options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password));
        if (options.Will is { } will) AddWill(made, will);
        return made;
    }

    /// <summary>The payload is copied: a publish that is cancelled may still be written, and its caller may use the memory again.</summary>
    public static MqttApplicationMessage MessageOf(in MqttPublish message) => new()
    {
        Topic = message.Topic,
        PayloadSegment = message.Payload.ToArray(),
        QualityOfServiceLevel = LevelOf(message.QoS),
        Retain = message.Retain,
        ContentType = message.ContentType,
        UserProperties = PropertiesOf(message.UserProperties),
        MessageExpiryInterval = ExpiryOf(message.MessageExpiry),
    };

    public static MqttTopicFilter FilterOf(MqttSubscription subscription) =>
        new() { Topic = subscription.Filter, QualityOfServiceLevel = LevelOf(subscription.QoS) };

    private static void AddWill(MqttClientOptions made, in MqttPublish will)
    {
        made.WillTopic = will.Topic;
        made.WillPayload = will.Payload.ToArray();
        made.WillQualityOfServiceLevel = LevelOf(will.QoS);
        made.WillRetain = will.Retain;
        made.WillContentType = will.ContentType;
        made.WillUserProperties = PropertiesOf(will.UserProperties);
        made.WillMessageExpiryInterval = ExpiryOf(will.MessageExpiry);
    }

    private static MqttQualityOfServiceLevel LevelOf(QoS qos) => (MqttQualityOfServiceLevel)(byte)qos;

    private static uint Seconds(TimeSpan time) => (uint)time.TotalSeconds;

    // To MQTTnet 0 s means no expiry.
    private static uint ExpiryOf(TimeSpan? expiry) => expiry is { } time ? Math.Max(1, Seconds(time)) : 0;

    private static List<MqttUserProperty>? PropertiesOf(IReadOnlyList<KeyValuePair<string, string>>? properties) =>
        properties?.Select(property => new MqttUserProperty(property.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(property.Value))).ToList();
}
