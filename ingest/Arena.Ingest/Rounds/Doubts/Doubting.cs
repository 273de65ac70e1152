using Arena.Ingest.Rounds.Actions;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>Whether a bin's level is believed: the first rule that finds something against it says why.</summary>
internal static class Doubting
{
    private static readonly Func<DoubtCase, Doubt?>[] Rules = [LidRule.Find, TapRule.Find, JumpRule.Find, StillRule.Find, WeightRule.Find];

    /// <summary>Null while nothing is against it, and where the range finder is silent.</summary>
    public static Doubt? Of(DoubtCase bin)
    {
        if (!bin.Speaks)
            return null;
        foreach (var rule in Rules)
        {
            if (rule(bin) is { } doubt)
                return IsSeen(bin, doubt) ? null : doubt;
        }

        return null;
    }

    // Someone stood there since, and saw that it overflows: then it is no false "full".
    private static bool IsSeen(DoubtCase bin, Doubt doubt) =>
        doubt.LikelyLevel < bin.Levels.Last && bin.Happened.Any(each => each.What == BinActionKind.Overflowing && each.At >= doubt.Since);
}
