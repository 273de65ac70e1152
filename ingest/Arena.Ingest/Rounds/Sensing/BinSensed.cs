using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>What a bin's own sensors said lately.</summary>
internal sealed class BinSensed
{
    /// <summary>Readings of one moment's level lie within this.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    private const int Voters = 3;

    /// <summary>Filling levels, share of the bin, in order of time. What the range finder calls out of its range stays: heaped waste is.</summary>
    public IReadOnlyList<StoredSample> Levels { get; init; } = [];

    /// <summary>kg in the bin, in order of time.</summary>
    public IReadOnlyList<StoredSample> Weights { get; init; } = [];

    /// <summary>Since when its lid stands open; null while it is shut, or where it has no switch.</summary>
    public UnixTime? LidOpenSince { get; init; }

    /// <summary>The middle of the newest three levels: one reading of a bag that sticks up is not the level. Null before the first.</summary>
    public StoredSample? Level => Middle(Levels);

    /// <summary>The same of the weight.</summary>
    public StoredSample? Weight => Middle(Weights);

    /// <summary>What its scale tells of it, worked out once.</summary>
    public BinTale ByScale => field ??= BinWalk.Tell(Weights, BinRules.Scale);

    /// <summary>What its level tells of it, worked out once.</summary>
    public BinTale ByLevel => field ??= BinWalk.Tell(Levels, BinRules.Level);

    private static StoredSample? Middle(IReadOnlyList<StoredSample> readings)
    {
        if (readings.Count == 0)
            return null;
        var newest = readings[^1];
        var near = readings.TakeLast(Voters).Where(reading => newest.Time - reading.Time <= Together).OrderBy(reading => reading.Value).ToList();
        return newest with { Value = near[near.Count / 2].Value };
    }
}
