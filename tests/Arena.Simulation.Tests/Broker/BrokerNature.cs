namespace Arena.Simulation.Tests.Broker;

/// <summary>How a broker and the network to it behave; faults change it while a run goes on.</summary>
internal sealed class BrokerNature
{
    /// <summary>Most messages queued for a session; more are confirmed to the publisher and dropped, as Mosquitto does.</summary>
    public int QueueLimit { get; set; } = 1_000;

    /// <summary>Most messages on their way to a subscriber without its PUBACK (Mosquitto's max_inflight_messages).</summary>
    public int InFlightLimit { get; set; } = 20;

    /// <summary>How often a message is delivered twice.</summary>
    public double Duplicates { get; set; }

    /// <summary>How often a message is confirmed and then lost.</summary>
    public double Losses { get; set; }

    /// <summary>How often a message to a subscriber is held back, and later ones overtake it.</summary>
    public double Delays { get; set; }

    /// <summary>Longest it is held back.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Longest way of a packet; the shortest takes 1 ms.</summary>
    public TimeSpan LongestWay { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>As before the first fault, apart from what the venue chose.</summary>
    public void Heal() => (QueueLimit, InFlightLimit, Duplicates, Losses, Delays, LongestWay) = (1_000, 20, 0, 0, 0, TimeSpan.FromMilliseconds(30));
}
