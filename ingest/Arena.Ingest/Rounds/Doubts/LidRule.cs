namespace Arena.Ingest.Rounds.Doubts;

/// <summary>A lid that stands open turns the range finder elsewhere. The likely level is what the scale says, or else what was there before.</summary>
internal static class LidRule
{
    /// <summary>A lid is open for seconds for each thing thrown in, in a crowd for half a minute, for an emptying less than two.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    public static Doubt? Find(DoubtCase bin) => bin.LidOpenSince is { } since && bin.Now - since >= TooLong && bin.Levels.LastAt >= since
        ? new Doubt(DoubtReason.LidOpen, since, bin.LevelByWeight ?? bin.Levels.Within(since - Before, since))
        : null;
}
