namespace Arena.Edge.Uplink;

/// <summary>How much a node offers at once, and how patiently.</summary>
internal sealed record UplinkOptions
{
    /// <summary>Most batches that are published and not confirmed by ingest; at least 4. More would only fill the broker's queue.</summary>
    public int WindowBatches { get; init; } = 64;

    /// <summary>
    /// Payload bytes beyond which no further batch is published before some are confirmed; one batch may exceed it. A live batch of any node waits at the
    /// broker behind what all nodes have under way: these are some 6,000 samples a node, of which ingest confirms several ten times a second.
    /// </summary>
    public long WindowBytes { get; init; } = 256L << 10;

    /// <summary>Wait before an unconfirmed batch is offered again on the same connection; it doubles with each attempt.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest such wait.</summary>
    public TimeSpan MaxResendAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Wait before a batch is offered again when a later one has been confirmed: time for another ingest service to confirm it, or the broker
    /// has lost it.
    /// </summary>
    public TimeSpan HoleGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>So many times passed by later ones, a batch is set aside: offered by back-off alone, outside the window, so that it blocks nothing.</summary>
    public int PassesBeforeAside { get; init; } = 8;

    /// <summary>Most batches set aside; beyond it they stay in the window.</summary>
    public int MaxAside { get; init; } = 1_024;

    /// <summary>How often the retained state is renewed, with the highest sealed number.</summary>
    public TimeSpan StateEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The state is said again no sooner than this when an acknowledgement has less in it than was proven.</summary>
    public TimeSpan ContradictEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A batch unconfirmed for this long is worth a line in the log.</summary>
    public TimeSpan LongWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Window kept for the newest batches: what is live stays live while a backlog drains.</summary>
    public int NewestBatches => Math.Max(1, WindowBatches / 4);
}
