namespace Arena.Ingest.Api;

/// <summary>Bounds of the HTTP API.</summary>
internal sealed record ApiOptions
{
    /// <summary>Names (without port) that a Host header may carry beside addresses and this machine's own name; <c>*</c> for any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether who is at this machine may do everything without signing in. False where a proxy on it doesn't say for whom it asks.</summary>
    public bool LoopbackMayAll { get; init; } = true;

    /// <summary>Folder of the built board, or null for none.</summary>
    public string? Board { get; init; }

    /// <summary>Largest request body: what is said of a match, a season's calendar.</summary>
    public long MostBodyBytes { get; init; } = 64 << 10;

    /// <summary>Requests a client address may make each second, in the long run.</summary>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Requests a client address may make at once.</summary>
    public int Burst { get; init; } = 1_000;

    /// <summary>Series one question may be about.</summary>
    public int MostSeries { get; init; } = 200;

    /// <summary>Longest span of raw samples.</summary>
    public TimeSpan LongestRaw { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Most rows in one answer.</summary>
    public long MostRows { get; init; } = 5_000_000;

    /// <summary>Most entries of the quarantine in one answer.</summary>
    public int MostQuarantined { get; init; } = 1_000;

    /// <summary>Live streams at a time, all clients together.</summary>
    public int MostLiveClients { get; init; } = 500;

    /// <summary>Least time between two bunches of live events.</summary>
    public TimeSpan LivePace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest silence on a live stream.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
