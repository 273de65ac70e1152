namespace Arena.Wire.Senml;

/// <summary>What a pack may cost us at most.</summary>
/// <param name="MaxBytes">Largest payload, in bytes.</param>
/// <param name="MaxRecords">Most records in it.</param>
/// <param name="MaxNames">Most different names a reader remembers to share their strings; beyond that they are made anew.</param>
public sealed record PackLimits(int MaxBytes = 256 * 1024, int MaxRecords = 5_000, int MaxNames = 100_000)
{
    /// <summary>Deepest nesting of JSON, in levels.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most fields in one record: SenML has 15, the rest are extensions.</summary>
    public const int MaxFields = 40;

    /// <summary>Longest name or text value read, in bytes.</summary>
    public const int MaxTextBytes = 4096;
}
