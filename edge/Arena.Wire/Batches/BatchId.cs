namespace Arena.Wire.Batches;

/// <summary>The identity of a batch.</summary>
/// <param name="Node">Slug of the node that sealed it.</param>
/// <param name="Epoch">Outbox file it was sealed in.</param>
/// <param name="Sequence">Counts from 1 within the epoch, without holes.</param>
public readonly record struct BatchId(string Node, Epoch Epoch, long Sequence)
{
    /// <summary>The largest sequence number: JSON readers that use doubles still tell it from its neighbours.</summary>
    public const long MaxSequence = (1L << 53) - 1;

    public override string ToString() => $"{Node} {Epoch} {Sequence}";
}
