using Arena.Wire;

namespace Arena.Ingest.Figures.Bins;

/// <summary>What happened to a bin at a moment.</summary>
/// <param name="At">When it was first seen.</param>
/// <param name="Amount">How much came in, or was taken out, in the unit of the readings.</param>
internal readonly record struct BinChange(UnixTime At, double Amount);

/// <summary>What came into a bin and when it was emptied, in order.</summary>
internal sealed record BinTale(IReadOnlyList<BinChange> Added, IReadOnlyList<BinChange> Emptied)
{
    /// <summary>What came in within a span, its end excluded.</summary>
    public double AddedWithin(UnixTime from, UnixTime to) => Added.Where(added => added.At >= from && added.At < to).Sum(added => added.Amount);

    /// <summary>Emptyings within a span, its end excluded.</summary>
    public IEnumerable<BinChange> EmptiedWithin(UnixTime from, UnixTime to) => Emptied.Where(emptied => emptied.At >= from && emptied.At < to);
}
