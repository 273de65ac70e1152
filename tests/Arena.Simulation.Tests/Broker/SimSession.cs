using Arena.Mqtt;

namespace Arena.Simulation.Tests.Broker;

/// <summary>What a broker keeps of a client: its subscriptions and what is on its way to it.</summary>
internal sealed class SimSession(MqttLinkOptions options)
{
    private int _packets;

    public MqttLinkOptions Options { get; } = options;

    public SimConnection? Connection { get; set; }

    /// <summary>Waits until the client has acknowledged some.</summary>
    public Queue<MqttPublish> Waiting { get; } = new();

    /// <summary>Sent and not acknowledged, by packet identifier.</summary>
    public SortedDictionary<int, MqttPublish> InFlight { get; } = [];

    public int NextPacket() => ++_packets;

    /// <summary>Whether a subscription matches; filters are names or have one level of "+".</summary>
    public bool Wants(string topic)
    {
        foreach (var subscription in Options.Subscriptions)
        {
            if (Matches(subscription.Filter, topic)) return true;
        }

        return false;
    }

    private static bool Matches(string filter, string topic)
    {
        var plus = filter.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0) return string.Equals(filter, topic, StringComparison.Ordinal);
        if (!topic.AsSpan().StartsWith(filter.AsSpan(0, plus))) return false;
        var rest = topic.AsSpan(plus);
        var slash = rest.IndexOf('/');
        return slash > 0 && rest[slash..].SequenceEqual(filter.AsSpan(plus + 1));
    }
}
