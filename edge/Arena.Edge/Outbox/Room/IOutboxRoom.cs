namespace Arena.Edge.Outbox.Room;

/// <summary>What a storage tells of the room it takes, and what room making needs of it beside <see cref="IOutboxStorage"/>. Not thread-safe.</summary>
internal interface IOutboxRoom
{
    /// <summary>What its files take now.</summary>
    OutboxSpace Space();

    /// <summary>From now on it is full at so many bytes; less than it takes already means: no byte more.</summary>
    void Limit(long bytes);

    /// <summary>Moves the write-ahead log into the file, so that the log's own room can be used again.</summary>
    /// <exception cref="OutboxFullException">The disk has no room for the file to grow.</exception>
    void Checkpoint();

    /// <summary>Every batch that stands for others.</summary>
    IReadOnlyList<ThinnedBatch> Thinned();

    /// <summary>A kept batch without its bytes, or null.</summary>
    BatchSize? Size(long sequence);

    /// <summary>The weights of a thinned batch's samples, or null for one as it was sampled.</summary>
    IReadOnlyList<long>? Weights(long sequence);
}

/// <summary>What an outbox's files take, in bytes.</summary>
/// <param name="File">The file as it is once the log is moved into it, unused pages included.</param>
/// <param name="Unused">Its unused pages.</param>
/// <param name="OnDisk">The file as it is now.</param>
/// <param name="Log">The write-ahead log.</param>
internal readonly record struct OutboxSpace(long File, long Unused, long OnDisk, long Log);

/// <summary>How large a kept batch is.</summary>
/// <param name="Bytes">Length of its payload.</param>
/// <param name="Samples">How many samples it holds.</param>
/// <param name="Newest">Time of its newest sample.</param>
internal readonly record struct BatchSize(int Bytes, int Samples, Arena.Wire.UnixTime Newest);
