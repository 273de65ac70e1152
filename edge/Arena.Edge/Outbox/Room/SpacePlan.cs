namespace Arena.Edge.Outbox.Room;

/// <summary>How large the outbox's file may get, from what the disk has: pure.</summary>
/// <param name="Limit">Bytes the file may take.</param>
/// <param name="Room">Bytes that can still be written into it, its unused pages included.</param>
internal readonly record struct SpacePlan(long Limit, long Room)
{
    /// <summary>
    /// The write-ahead log grows to 4 MiB and one transaction before it is moved into the file; so much of the disk is left to it.
    /// </summary>
    public const long MostLog = 6L << 20;

    // So much is allowed whatever the floor says: an outbox that has nothing yet could keep nothing at all.
    private const long LeastFile = 16L << 20;

    /// <summary>Below it room is made.</summary>
    public long Low => Math.Clamp(Limit / 16, 48L << 10, 8L << 20);

    /// <summary>Up to it room is made.</summary>
    public long High => Math.Clamp(Limit / 8, 96L << 10, 32L << 20);

    /// <param name="space">What the outbox takes.</param>
    /// <param name="free">Free bytes of the disk.</param>
    /// <param name="hasReserve">The reserve is in place; otherwise its room is left free too.</param>
    /// <param name="options">Limit, floor and size of the reserve.</param>
    public static SpacePlan Of(OutboxSpace space, long free, bool hasReserve, OutboxOptions options)
    {
        var spare = free - Math.Max(0, MostLog - space.Log) - (hasReserve ? 0 : options.ReserveBytes);
        var aboveFloor = space.OnDisk + spare - options.MinFreeBytes;
        var least = Math.Min(LeastFile, space.OnDisk + spare);
        var limit = Math.Min(options.MaxFileBytes, Math.Max(space.File, Math.Max(aboveFloor, least)));
        return new SpacePlan(limit, Math.Max(0, limit - space.File) + space.Unused);
    }
}
