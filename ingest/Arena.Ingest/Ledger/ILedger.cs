using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;

namespace Arena.Ingest.Ledger;

/// <summary>Which batches of which epoch are terminal. Read by decoding and acknowledgement; written by the store's commit alone.</summary>
public interface ILedger
{
    /// <summary>Grows with each new ledger: its birth in ms since 1970.</summary>
    long Generation { get; }

    /// <summary>Other ingest services write it too: answers from memory may be a moment behind them.</summary>
    bool IsShared => false;

    /// <summary>From now on answers hold all that is durable at the moment of asking; nothing to do where nobody else writes.</summary>
    /// <exception cref="Store.StoreUnavailableException">It can't be asked now.</exception>
    ValueTask RefreshAsync(CancellationToken cancellationToken) => default;

    /// <summary>Whether another ingest service is at work on this ledger now.</summary>
    /// <exception cref="Store.StoreUnavailableException">It can't be asked now.</exception>
    ValueTask<bool> HasCompanyAsync(CancellationToken cancellationToken) => new(false);

    /// <summary>Every generation this ledger has had, newest first.</summary>
    IReadOnlyList<MintedGeneration> Generations { get; }

    /// <summary>
    /// Begins a new generation, so that nodes offer again what they keep. Greater than every one before it and than <paramref name="above"/>, also when
    /// the clock stands behind.
    /// </summary>
    /// <returns>The new generation, durable.</returns>
    /// <exception cref="Store.StoreUnavailableException">It can't be written; the old one goes on.</exception>
    ValueTask<long> RenewAsync(string why, long above, CancellationToken cancellationToken);

    /// <summary>A new generation is durable. Raised within the write: handlers return at once.</summary>
    event EventHandler Renewed;

    /// <summary>What the ledger knows of a batch.</summary>
    LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash);

    /// <summary>What the node may forget; without epochs when nothing of it is terminal.</summary>
    Acknowledgement AcknowledgementFor(string node);

    /// <summary>Every epoch of a node, newest first; empty for an unknown node.</summary>
    IReadOnlyList<EpochStatus> Epochs(string node);

    /// <summary>What a node declared of a span, its end excluded: every gap that touches it, by its begin.</summary>
    IReadOnlyList<DeclaredGap> Gaps(string node, UnixTime from, UnixTime to);

    /// <summary>
    /// What came of a node with samples in a span, its end excluded, for each epoch that has any: batches are counted that touch the span. Reads every batch
    /// of the epochs concerned: a second or two for a node's year.
    /// </summary>
    IReadOnlyList<EpochTally> Tally(string node, UnixTime from, UnixTime to);

    /// <summary>A node says how many batches it has sealed in an epoch; kept with the next commit that concerns the epoch.</summary>
    void Said(string node, Epoch epoch, long highest);

    /// <summary>Sample times beside some numbers of an epoch: both from few reads, however long the epoch.</summary>
    /// <returns>Newest sample of the nearest batch with samples below <paramref name="first"/>, earliest of the nearest above <paramref name="last"/>.</returns>
    (UnixTime? Before, UnixTime? After) Around(string node, Epoch epoch, long first, long last);

    /// <summary>Samples and whole batches of a node in the quarantine that came within a span.</summary>
    (long Samples, long Batches) QuarantinedWithin(string node, UnixTime from, UnixTime to);

    /// <summary>Nodes that have at least one terminal batch.</summary>
    IReadOnlyList<string> Nodes { get; }

    /// <summary>Quarantined things of some kind, newest first (or as the filter says).</summary>
    ValueTask<QuarantinePage> QuarantinePageAsync(QuarantineFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>The newest quarantined things, newest first, of one node or of all.</summary>
    ValueTask<QuarantinePage> QuarantineAsync(string? node, int limit, CancellationToken cancellationToken) =>
        QuarantinePageAsync(new QuarantineFilter { Node = node }, limit, cancellationToken);

    /// <summary>How much is in quarantine for each reason; those without any are left out.</summary>
    ValueTask<IReadOnlyDictionary<Reason, long>> QuarantinedByReasonAsync(CancellationToken cancellationToken);

    /// <summary>One quarantined thing, or null.</summary>
    ValueTask<QuarantinedItem?> QuarantinedAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a node has its share of the quarantine, a quarter: more of it is not kept, so that one node can't stop the others. All whom
    /// <paramref name="isKnown"/> doesn't know share one, and what came on no node's topic is theirs.
    /// </summary>
    bool HasItsShare(string? node, Func<string, bool> isKnown);

    /// <summary>Takes quarantined things away for good; they stay counted.</summary>
    /// <returns>How many.</returns>
    ValueTask<long> DiscardAsync(QuarantineFilter filter, CancellationToken cancellationToken);
}

/// <summary>What the ledger knows of a batch.</summary>
public enum LedgerVerdict
{
    /// <summary>Not here yet, though perhaps declared missing: to be stored.</summary>
    New,

    /// <summary>Terminal with the same bytes: acknowledge again, store nothing.</summary>
    Terminal,

    /// <summary>Terminal with other bytes: a rolled-back or cloned outbox. Not acknowledged; an alarm.</summary>
    Forked,
}

/// <summary>One epoch of a node.</summary>
/// <param name="Epoch">Outbox file.</param>
/// <param name="Terminal">Terminal sequence numbers: stored, quarantined or declared missing.</param>
/// <param name="Stored">Batches stored (with at most some samples quarantined).</param>
/// <param name="Quarantined">Batches quarantined whole.</param>
/// <param name="QuarantinedSamples">Samples quarantined out of stored batches.</param>
/// <param name="FirstReceived">When its first batch came.</param>
/// <param name="LastReceived">When its latest batch came.</param>
public sealed record EpochStatus(
    Epoch Epoch, SequenceSet Terminal, long Stored, long Quarantined, long QuarantinedSamples, UnixTime FirstReceived, UnixTime LastReceived)
{
    /// <summary>Chain over every batch up to the watermark; null where a gap was declared without one.</summary>
    public BatchChain? Chain { get; init; }

    /// <summary>Numbers that the node declared missing and that have not come after all.</summary>
    public IReadOnlyList<SequenceRange> Declared { get; init; } = [];

    /// <summary>Why no further batch of it will come; null while one may.</summary>
    public GapCause? Closed { get; init; }

    /// <summary>Highest number the node said it had sealed; null when it never said.</summary>
    public long? Said { get; init; }
}

/// <summary>A generation of this ledger.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="Minted">When.</param>
/// <param name="Why">By whom or for what, for people.</param>
public sealed record MintedGeneration(long Generation, UnixTime Minted, string Why);

/// <summary>A gap as a node declared it.</summary>
/// <param name="By">The batch it came in.</param>
/// <param name="Received">When that came.</param>
/// <param name="Gap">What is missing, thinned or uncertain.</param>
public sealed record DeclaredGap(BatchId By, UnixTime Received, Gap Gap);

/// <summary>What came of one epoch within a span of sample time.</summary>
/// <param name="Epoch">Outbox file.</param>
/// <param name="Batches">Batches with samples in the span.</param>
/// <param name="Samples">Samples stored of these batches, those outside the span included.</param>
/// <param name="QuarantinedSamples">Samples quarantined out of them.</param>
/// <param name="First">Lowest number of such a batch.</param>
/// <param name="Last">Highest number of such a batch.</param>
public sealed record EpochTally(Epoch Epoch, long Batches, long Samples, long QuarantinedSamples, long First, long Last);
