namespace Arena.Edge.Outbox;

/// <summary>How an outbox seals, and how much it keeps.</summary>
internal sealed record OutboxOptions
{
    /// <summary>A batch is sealed when its oldest sample has waited this long: what a power cut can cost at most.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A batch is sealed when it has this many samples; 1–2,000, so that it stays far below the contract's 256 KiB.</summary>
    public int MaxSamples { get; init; } = 500;

    /// <summary>
    /// Most samples in memory that are not sealed. It fills only while sealing fails (disk full); then the oldest are dropped, counted and logged.
    /// </summary>
    public int MaxUnsealed { get; init; } = 20_000;

    /// <summary>
    /// Most samples on the disk that wait for a date because the clock is not synchronised: weeks of a node. Beyond it the oldest are given up and
    /// declared.
    /// </summary>
    public int MaxUndated { get; init; } = 2_000_000;

    /// <summary>How long an acknowledged batch is kept, so that an ingest restored from an older backup can be given it again.</summary>
    public TimeSpan KeepAcknowledged { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most payload bytes kept in all before acknowledged batches go early, oldest first.</summary>
    public long KeepAcknowledgedBytes { get; init; } = 256L << 20;

    /// <summary>
    /// How long a word about batches is believed whose proof stays away: as long as a hole may take to be filled. Then they are offered again, so that
    /// a forged or mistaken word holds nothing back for ever.
    /// </summary>
    public TimeSpan ProofPatience { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Largest the outbox file may get, in bytes; beyond it the outbox is full just as if the disk were.</summary>
    public long MaxFileBytes { get; init; } = 8_000_000_000;

    /// <summary>How often the outbox may be renewed because ingest knows batches that it never sealed.</summary>
    public TimeSpan RenewAtMostEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Free bytes of the disk that the outbox leaves to others: below it room is made in the file instead of letting it grow.</summary>
    public long MinFreeBytes { get; init; } = 200_000_000;

    /// <summary>Size of the file that keeps room for making room on a disk that others have filled; at least 6 MiB are needed for that.</summary>
    public long ReserveBytes { get; init; } = 8L << 20;
}
