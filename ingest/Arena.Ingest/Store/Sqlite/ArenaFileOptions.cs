namespace Arena.Ingest.Store.Sqlite;

/// <summary>Where <c>arena.db</c> lies and how big its parts may grow.</summary>
internal sealed record ArenaFileOptions
{
    /// <summary>Folder of <c>arena.db</c>; made when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Most bytes of the file, or null for what the disk holds. Full means: nothing is acknowledged until it is raised.</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>Most entries in quarantine, at least 1. Full means: nothing is acknowledged until someone has looked.</summary>
    public int MaxQuarantineEntries { get; init; } = 100_000;

    /// <summary>Most payload bytes in quarantine, at least 4 KiB.</summary>
    public long MaxQuarantineBytes { get; init; } = 256L << 20;

    /// <summary>Most entries of one node: what it sends beyond is withheld, so that a single one can't stop the others.</summary>
    public int MaxQuarantineEntriesOfNode => Math.Max(1, MaxQuarantineEntries / 4);

    /// <summary>Most payload bytes of one node.</summary>
    public long MaxQuarantineBytesOfNode => MaxQuarantineBytes / 4;

    /// <summary>Samples kept in memory and in the journal before they become chunks, at least 1: 28 bytes of memory each.</summary>
    public int HeadSamples { get; init; } = 1 << 19;

    /// <summary>How long a write waits for a lock that another program holds on the file.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public string Path => System.IO.Path.Combine(Directory, "arena.db");

    /// <summary>Every fault at once, in one message.</summary>
    /// <exception cref="ArgumentException">Something is out of range.</exception>
    public void ThrowIfFaulty()
    {
        var faults = new List<string>();
        if (Directory.Length == 0)
            faults.Add("the data folder has no name");
        if (MaxFileBytes < 1 << 20)
            faults.Add("arena.db may hold at least 1 MiB");
        if (MaxQuarantineEntries < 1)
            faults.Add("the quarantine holds at least 1 entry");
        if (MaxQuarantineBytes < 4096)
            faults.Add("the quarantine holds at least 4 KiB");
        if (HeadSamples < 1)
            faults.Add("the head holds at least 1 sample");
        if (LockTimeout < TimeSpan.Zero || LockTimeout > TimeSpan.FromMinutes(1))
            faults.Add("a write waits for a lock for 0 s to 1 min");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults));
    }
}
