using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox.Room;

/// <summary>A kept batch as it was read back.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Bytes">Length of its payload.</param>
/// <param name="Samples">What it holds, with their weights.</param>
/// <param name="Gaps">What it declares.</param>
/// <param name="SealedAt">When it was sealed.</param>
internal sealed record DecodedBatch(long Sequence, int Bytes, IReadOnlyList<WeighedSample> Samples, IReadOnlyList<Gap> Gaps, UnixTime SealedAt)
{
    /// <summary>Time of its oldest sample; where it has none, begin of what it declares.</summary>
    public UnixTime From => Samples.Count > 0 ? Samples.Min(weighed => weighed.Sample.Time) : Gaps.Count > 0 ? Gaps.Min(gap => gap.From) : SealedAt;

    /// <summary>Time of its newest sample; where it has none, end of what it declares.</summary>
    public UnixTime To => Samples.Count > 0 ? Samples.Max(weighed => weighed.Sample.Time) : Gaps.Count > 0 ? Gaps.Max(gap => gap.To) : SealedAt;
}
