using System.Globalization;

namespace Arena.Mqtt.Links;

/// <summary>Reason codes the client acts on or sends; 0x80 and above are failures (MQTT 5, section 2.4).</summary>
internal enum ReasonCode : byte
{
    Success = 0x00,
    NoMatchingSubscribers = 0x10,
    Failure = 0x80,
    MalformedPacket = 0x81,
    ProtocolError = 0x82,
    BadUserNameOrPassword = 0x86,
    NotAuthorized = 0x87,
    Banned = 0x8A,
    SessionTakenOver = 0x8E,
    ReceiveMaximumExceeded = 0x93,
    TopicAliasInvalid = 0x94,
    PacketTooLarge = 0x95,
    QuotaExceeded = 0x97,
    SharedSubscriptionsNotSupported = 0x9E,
}

/// <summary>Reason codes in words.</summary>
internal static class ReasonCodes
{
    public static bool IsFailure(this ReasonCode code) => (byte)code >= 0x80;

    /// <summary>As for a log: what the code means and its number, and the broker's own words if it gave any.</summary>
    public static string Words(this ReasonCode code, string? brokerSays = null)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{Meaning(code)} (0x{(byte)code:X2})");
        return string.IsNullOrEmpty(brokerSays) ? words : $"{words}: {brokerSays}";
    }

    private static string Meaning(ReasonCode code) => (byte)code switch
    {
        0x00 => "success",
        0x01 => "granted QoS 1",
        0x02 => "granted QoS 2",
        0x04 => "disconnected with will",
        0x10 => "no matching subscribers",
        0x80 => "unspecified error",
        0x81 => "malformed packet",
        0x82 => "protocol error",
        0x83 => "implementation specific error",
        0x84 => "protocol version not supported",
        0x85 => "client identifier not valid",
        0x86 => "bad user name or password",
        0x87 => "not authorised",
        0x88 => "server unavailable",
        0x89 => "server busy",
        0x8A => "banned",
        0x8B => "server shutting down",
        0x8C => "bad authentication method",
        0x8D => "keep alive time-out",
        0x8E => "session taken over",
        0x8F => "topic filter invalid",
        0x90 => "topic name invalid",
        0x91 => "packet identifier in use",
        0x92 => "packet identifier not found",
        0x93 => "receive maximum exceeded",
        0x94 => "topic alias invalid",
        0x95 => "packet too large",
        0x96 => "message rate too high",
        0x97 => "quota exceeded",
        0x98 => "administrative action",
        0x99 => "payload format invalid",
        0x9A => "retain not supported",
        0x9B => "QoS not supported",
        0x9C => "use another server",
        0x9D => "server moved",
        0x9E => "shared subscriptions not supported",
        0x9F => "connection rate exceeded",
        0xA0 => "maximum connect time",
        0xA1 => "subscription identifiers not supported",
        0xA2 => "wildcard subscriptions not supported",
        _ => "unknown reason",
    };
}
