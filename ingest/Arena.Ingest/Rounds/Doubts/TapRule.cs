using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>
/// Someone tapped that the bin was emptied or swapped and its sensors go on saying what they said; or its scale saw it and the range finder did not. The tap stands; the doubt stands beside it.
/// </summary>
internal static class TapRule
{
    /// <summary>So long may it take from the tap until the bag is out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    private const int Witnesses = 3;

    /// <summary>Emptying a bin that is emptier than this shows too little to tell.</summary>
    private const double LeastLevel = 0.4;

    private const double LeastKg = 1;

    /// <summary>Noise, and what is thrown in meanwhile.</summary>
    private const double Same = 0.1;

    private const double SameWeight = 0.8;

    public static Doubt? Find(DoubtCase bin)
    {
        if (bin.Emptied is not { } emptied || bin.Now - bin.EmptiedAt < Patience || bin.SinceEmptied.Count < Witnesses)
            return null;
        if (emptied.Sensed is { } sensed)
            return sensed.Kg is not null && StaysHigh(bin, sensed.At) ? new Doubt(DoubtReason.DirtySensor, sensed.At, bin.LevelByWeight ?? 0) : null;
        if (bin.Weighs)
            return StaysHeavy(bin, emptied.At) ? new Doubt(DoubtReason.ContradictsWeight, emptied.At, bin.Levels.Last) : null;
        return StaysHigh(bin, emptied.At) ? new Doubt(DoubtReason.Stuck, emptied.At, null) : null;
    }

    private static bool StaysHigh(DoubtCase bin, UnixTime emptied) =>
        bin.LevelsThrough.Within(emptied - Before, emptied) is { } before && before >= LeastLevel && bin.SinceEmptied.Lowest >= before - Same;

    private static bool StaysHeavy(DoubtCase bin, UnixTime emptied) =>
        bin.WeightsThrough.Within(emptied - Before, emptied) is { } before && before >= LeastKg && bin.Weights.From(emptied) is { Count: >= Witnesses } after && after.Lowest >= before * SameWeight;
}
