namespace Arena.Ingest.Rounds.Doubts;

/// <summary>A lid that stands open turns the range finder elsewhere. The likely level is what the scale says, or else what was there before.</summary>
internal static class LidRule
{
    /// <summary>A lid is open for seconds for each thing thrown in, in a crowd for half a minute, for an emptying less than two.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Sooner when the level is already another one.</summary>
    private const double Another = 0.25;

    public static Doubt? Find(DoubtCase bin)
    {
        if (bin.LidOpenSince is not { } since || bin.Levels.LastAt < since)
            return null;
        var before = bin.Levels.Within(since - Before, since);
        return bin.Now - since >= TooLong || Math.Abs(bin.Levels.Last - (before ?? bin.Levels.Last)) >= Another
            ? new Doubt(DoubtReason.LidOpen, since, bin.LevelByWeight ?? before)
            : null;
    }
}
