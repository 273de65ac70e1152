namespace Arena.Ingest.Subscription;

/// <summary>How much may be between the broker and the store. What doesn't fit stays with the broker.</summary>
internal sealed record FlowLimits
{
    /// <summary>What <c>arena-ingest run</c> has: groups at a pace.</summary>
    public static FlowLimits Paced { get; } = new() { LeastBetweenGroups = TimeSpan.FromMilliseconds(120) };

    /// <summary>Deliveries the broker may send ahead of our PUBACK (MQTT 5 receive maximum).</summary>
    public ushort ReceiveMaximum { get; init; } = 16_000;

    /// <summary>Decoded memory that waits for the store, in bytes; when full, no delivery is taken.</summary>
    public long MostWaitingBytes { get; init; } = 16 << 20;

    /// <summary>Payload bytes that wait in the link to be taken; beyond it the socket is not read.</summary>
    public long MostBufferedBytes { get; init; } = 2 << 20;

    /// <summary>How long the link leaves its socket alone after it read little: thousands of messages a second are then read some hundred at a time.</summary>
    public TimeSpan ReadPause { get; init; } = TimeSpan.FromMilliseconds(16);

    /// <summary>
    /// From the beginning of a group to that of the next, unless a full load waits; the first after a silence is begun at once. Zero for as soon as something
    /// waits.
    /// </summary>
    public TimeSpan LeastBetweenGroups { get; init; } = TimeSpan.Zero;

    /// <summary>Most deliveries committed together.</summary>
    public int MostInGroup { get; init; } = 8_000;

    /// <summary>Most samples committed together; one transaction of them takes a fraction of a second.</summary>
    public int MostSamplesInGroup { get; init; } = 25_000;

    /// <summary>Most refused samples and batches committed together, by one message at most overshot: a node's share of the quarantine is told apart between groups.</summary>
    public int MostRefusedInGroup { get; init; } = 1_000;

    /// <summary>Most groups whose commit is under way; they are settled in their order.</summary>
    public int MostGroups { get; init; } = 3;

    /// <summary>Bytes that have to wait before a group is begun beside others; with nothing under way, anything is begun at once.</summary>
    public long FullLoadBytes { get; init; } = 6 << 20;

    /// <summary>Messages a node may send each second in the long run: its outbox seals one in some seconds, and drains a backlog with 64 under way.</summary>
    public int NodeMessagesPerSecond { get; init; } = 2_000;

    /// <summary>Messages a node may send at once.</summary>
    public int NodeMessagesAtOnce { get; init; } = 20_000;

    /// <summary>Bytes a node may send each second in the long run.</summary>
    public long NodeBytesPerSecond { get; init; } = 16 << 20;

    /// <summary>Bytes a node may send at once.</summary>
    public long NodeBytesAtOnce { get; init; } = 128 << 20;

    /// <summary>First pause before a failed commit is tried again; doubled with jitter up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between tries.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop waits for what was taken to be committed and acknowledged; the broker sends the rest again.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);
}
