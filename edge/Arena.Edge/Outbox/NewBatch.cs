using Arena.Edge.Outbox.Room;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Edge.Outbox;

/// <summary>What is sealed as one batch; one of the two may be empty.</summary>
/// <param name="Samples">In the order they are written.</param>
/// <param name="Gaps">What the node declares with them.</param>
internal sealed record BatchContent(IReadOnlyList<Sample> Samples, IReadOnlyList<Gap> Gaps)
{
    /// <summary>What must be remembered of it when it stands for others on a full disk; null otherwise.</summary>
    public ThinnedNote? Thinned { get; init; }
}

/// <summary>A sealed batch on its way to the disk.</summary>
/// <param name="Batch">Number, bytes and hash.</param>
/// <param name="Chain">The epoch's chain with it; null in an epoch that has none.</param>
/// <param name="Content">What is in it.</param>
/// <param name="SealedAt">When, by the node's clock.</param>
internal sealed record NewBatch(SealedBatch Batch, BatchChain? Chain, BatchContent Content, UnixTime SealedAt)
{
    /// <summary>What it takes out of the undated samples, in the same transaction; null for nothing.</summary>
    public UndatedDone? Dated { get; init; }

    /// <summary>Earliest sample time; null when it holds gaps alone.</summary>
    public UnixTime? From => Content.Samples.Count > 0 ? Content.Samples.Min(sample => sample.Time) : null;

    /// <summary>Latest sample time; null when it holds gaps alone.</summary>
    public UnixTime? To => Content.Samples.Count > 0 ? Content.Samples.Max(sample => sample.Time) : null;

    /// <summary>Gaps that stand for numbers of its own epoch.</summary>
    public IEnumerable<Gap> Declares => Content.Gaps.Where(gap => gap.Batches?.Epoch == Batch.Epoch);

    /// <summary>Gaps about epochs that ended before its own began.</summary>
    public IEnumerable<Gap> DeclaresFormer => Content.Gaps.Where(gap => gap.Batches is { } batches && batches.Epoch != Batch.Epoch);
}

/// <summary>A run of batches that are no longer kept: forgotten because ingest proved to have them, or declared missing.</summary>
/// <param name="First">First number.</param>
/// <param name="Last">Last number.</param>
/// <param name="Chain">The epoch's chain at <paramref name="Last"/>; null where it is not known.</param>
/// <param name="From">Begin of the span of sample time they held.</param>
/// <param name="To">Its end.</param>
/// <param name="Samples">How many samples they held, or null.</param>
/// <param name="DeclaredIn">Number of the batch that declares them missing; null for forgotten ones.</param>
internal sealed record GoneRun(long First, long Last, BatchChain? Chain, UnixTime From, UnixTime To, long? Samples, long? DeclaredIn);

/// <summary>An epoch that ended with a renewal.</summary>
/// <param name="Epoch">Which.</param>
/// <param name="Last">Its last number, as far as it is known.</param>
/// <param name="From">Begin of the span it held.</param>
/// <param name="To">Its end.</param>
/// <param name="Generation">Ledger generation of which it was declared last.</param>
internal sealed record FormerEpoch(Epoch Epoch, long Last, UnixTime From, UnixTime To, long Generation);
