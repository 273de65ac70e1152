using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Edge.Outbox;

/// <summary>
/// The durable part of an outbox. When a writing call returns, what it wrote survives a power cut; when it throws
/// <see cref="OutboxFullException"/> nothing changed; when it throws <see cref="OutboxBrokenException"/> nothing is known. A reading call that finds
/// damage throws <see cref="OutboxRenewalException"/>. Not thread-safe.
/// </summary>
internal interface IOutboxStorage : IDisposable
{
    /// <summary>What it held when it was opened.</summary>
    OutboxContent Opened { get; }

    /// <summary>What waits for a date.</summary>
    IUndatedStorage Undated { get; }

    /// <summary>Keeps a batch, the state of its series and what is acknowledged so far, all in one transaction.</summary>
    void Append(NewBatch batch, IReadOnlyCollection<SeriesState> series, AcknowledgedState acknowledged);

    /// <summary>Keeps what is acknowledged and deletes proven batches, in one transaction. Their numbers are never used again.</summary>
    void Acknowledge(AcknowledgedState acknowledged, IReadOnlyCollection<long> forget);

    /// <summary>Deletes batches and appends those that stand for them, all in one transaction. The gaps in <paramref name="add"/> declare every number removed.</summary>
    void Replace(IReadOnlyCollection<long> remove, IReadOnlyList<NewBatch> add, AcknowledgedState acknowledged);

    /// <summary>Writes down that the file must be renewed when it is opened next, and why.</summary>
    void AskForRenewal(string why);

    /// <summary>The bytes of a batch as they were sealed, or null when it is no longer kept.</summary>
    ReadOnlyMemory<byte>? Payload(long sequence);

    /// <summary>Kept batches after a number, in order, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<KeptBatch> Kept(long after, int limit);

    /// <summary>The epoch's chain at a number: of a kept batch, or at the end of a run that is gone; null elsewhere.</summary>
    BatchChain? ChainAt(long sequence);

    /// <summary>Every run of numbers that is no longer kept, in order.</summary>
    IReadOnlyList<GoneRun> Gone();

    /// <summary>Every epoch that ended with a renewal of this outbox.</summary>
    IReadOnlyList<FormerEpoch> Former();
}

/// <summary>What an outbox held when it was opened.</summary>
/// <param name="Epoch">Minted when the file was made.</param>
/// <param name="Highest">Highest sequence number ever sealed in it, deleted batches included; 0 before the first.</param>
/// <param name="Chain">The epoch's chain at <paramref name="Highest"/>; null in an epoch begun by a worker that kept none.</param>
/// <param name="Forgotten">Numbers whose batches were deleted.</param>
/// <param name="Acknowledged">What ingest confirmed.</param>
/// <param name="Series">State of every series ever sealed.</param>
/// <param name="PayloadBytes">Payload bytes of all kept batches.</param>
/// <param name="RenewedAt">When it was made in the place of a damaged or forked one; null when it was not.</param>
internal sealed record OutboxContent(
    Epoch Epoch,
    long Highest,
    BatchChain? Chain,
    SequenceSet Forgotten,
    AcknowledgedState Acknowledged,
    IReadOnlyList<SeriesState> Series,
    long PayloadBytes,
    UnixTime? RenewedAt = null);

/// <summary>A kept batch without its bytes.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="SealedAt">When it was sealed, by the node's clock.</param>
/// <param name="Bytes">Length of its payload.</param>
internal readonly record struct KeptBatch(long Sequence, UnixTime SealedAt, int Bytes);

/// <summary>How far a series has come.</summary>
/// <param name="Series">Point and quantity.</param>
/// <param name="Newest">Time of its newest sealed sample.</param>
/// <param name="Register">Value of its register in that state, or null when it is no counter.</param>
internal readonly record struct SeriesState(SeriesName Series, UnixTime Newest, double? Register);
