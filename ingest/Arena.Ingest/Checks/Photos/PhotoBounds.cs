namespace Arena.Ingest.Checks.Photos;

/// <summary>How long photos of checks are kept, and how much of them.</summary>
internal sealed record PhotoBounds
{
    /// <summary>Two years: two seasons to compare, and no longer than that, because people may be in them.</summary>
    public const int UsualDays = 730;

    /// <summary>5 GB: 20,000 of 250 kB each.</summary>
    public const int UsualMegabytes = 5_000;

    /// <summary>Older ones are deleted; their checks stay.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(UsualDays);

    /// <summary>All together; further ones are refused, and the checks stand without.</summary>
    public long MostBytes { get; init; } = UsualMegabytes * 1_000_000L;
}
