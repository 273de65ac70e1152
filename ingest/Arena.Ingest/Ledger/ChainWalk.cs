using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Ledger;

/// <summary>A chain and the number it stands at; null where it can't be known, behind a gap that was declared without one.</summary>
internal readonly record struct ChainMark(long At, BatchChain? Chain)
{
    public static ChainMark Start => new(0, BatchChain.Start);
}

/// <summary>
/// Carries an epoch's chain along to its watermark: over a batch that came by its hash, over declared numbers by the chain the gap has at its end.
/// </summary>
internal static class ChainWalk
{
    /// <summary>The chain at <paramref name="low"/>.</summary>
    /// <param name="mark">Where it stands.</param>
    /// <param name="low">The watermark: every number up to it came or was declared.</param>
    /// <param name="gaps">What was declared of the epoch.</param>
    /// <param name="came">Numbers and hashes of what came above the mark, in order.</param>
    public static ChainMark To(ChainMark mark, long low, IReadOnlyList<GapBatches> gaps, IEnumerable<(long Sequence, byte[] Hash)> came)
    {
        using var batches = came.GetEnumerator();
        var more = batches.MoveNext();
        while (mark.At < low)
        {
            while (more && batches.Current.Sequence <= mark.At)
                more = batches.MoveNext();
            if (more && batches.Current.Sequence == mark.At + 1)
                mark = new ChainMark(mark.At + 1, mark.Chain?.Next(batches.Current.Hash));
            else
                mark = Over(gaps, mark.At + 1) ?? new ChainMark(more ? Math.Min(low, batches.Current.Sequence - 1) : low, null);
            if (mark.Chain is null)
                mark = mark with { Chain = At(gaps, mark.At) };
        }

        return mark;
    }

    /// <summary>The chain that a gap gives at its end, where one ends there.</summary>
    public static BatchChain? At(IReadOnlyList<GapBatches> gaps, long sequence) =>
        gaps.FirstOrDefault(gap => gap.Last == sequence && gap.Chain is not null)?.Chain;

    // The far end of a gap over a number; one with a chain before one without.
    private static ChainMark? Over(IReadOnlyList<GapBatches> gaps, long sequence) =>
        gaps.Where(gap => gap.First <= sequence && sequence <= gap.Last)
            .OrderByDescending(gap => gap.Chain is not null)
            .ThenByDescending(gap => gap.Last)
            .Select(gap => (ChainMark?)new ChainMark(gap.Last, gap.Chain))
            .FirstOrDefault();
}
