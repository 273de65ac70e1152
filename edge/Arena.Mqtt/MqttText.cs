using System.Text;

namespace Arena.Mqtt;

/// <summary>What MQTT allows in text, topic names and topic filters (MQTT 5, sections 1.5.4 and 4.7).</summary>
internal static class MqttText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes the text has in UTF-8, or −1 when it can't be written as UTF-8 (half a surrogate pair).</summary>
    public static int ByteCount(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return -1;
            i++;
        }

        return Strict.GetByteCount(text);
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? FaultOf(string text) => ByteCount(text) switch
    {
        < 0 => "holds half a surrogate pair",
        > ushort.MaxValue => "is longer than 65,535 bytes",
        _ => text.Contains('\0') ? "holds the character U+0000" : null,
    };

    /// <summary>What is wrong with a topic name to publish to, or null.</summary>
    public static string? FaultOfTopic(string topic) =>
        string.IsNullOrEmpty(topic) ? "is empty"
        : topic.AsSpan().IndexOfAny('+', '#') >= 0 ? "holds a wildcard"
        : FaultOf(topic);

    /// <summary>What is wrong with a topic filter to subscribe to, or null.</summary>
    public static string? FaultOfFilter(string filter)
    {
        if (string.IsNullOrEmpty(filter)) return "is empty";
        if (FaultOf(filter) is { } fault) return fault;
        var levels = filter.Split('/');
        if (string.Equals(levels[0], "$share", StringComparison.Ordinal))
        {
            if (levels.Length < 3 || levels[1].Length == 0 || levels[1].AsSpan().IndexOfAny('+', '#') >= 0) return "has no share group";
            if (levels.Length == 3 && levels[2].Length == 0) return "shares an empty filter";
            levels = levels[2..];
        }

        for (var i = 0; i < levels.Length; i++)
        {
            var level = levels[i];
            if (level.Length > 1 && level.AsSpan().IndexOfAny('+', '#') >= 0) return "has a wildcard within a level";
            if (level is "#" && i < levels.Length - 1) return "has levels after '#'";
        }

        return null;
    }

    /// <exception cref="ArgumentException">Something is wrong with the message; the text names it.</exception>
    public static void Demand(in MqttPublish message)
    {
        if (FaultOf(message) is { } fault) throw new ArgumentException($"The message for '{message.Topic}' {fault}.", nameof(message));
    }

    /// <summary>What is wrong with a message to publish, or null.</summary>
    public static string? FaultOf(in MqttPublish message)
    {
        if (FaultOfTopic(message.Topic) is { } topic) return $"has a topic that {topic}";
        if (!Enum.IsDefined(message.QoS)) return $"asks for QoS {(byte)message.QoS}";
        if (message.ContentType is not null && FaultOf(message.ContentType) is { } type) return $"has a content type that {type}";
        if (message.MessageExpiry is { } expiry && (expiry < TimeSpan.Zero || expiry.TotalSeconds > uint.MaxValue))
            return "has a message expiry outside 0–4,294,967,295 s";
        if (message.UserProperties is null) return null;
        foreach (var (name, value) in message.UserProperties)
        {
            if (FaultOf(name) is { } badName) return $"has a user property whose name {badName}";
            if (FaultOf(value) is { } badValue) return $"has a user property '{name}' whose value {badValue}";
        }

        return null;
    }
}
