using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>Which batches of which epoch are terminal. Read by decoding and acknowledgement; written by the store's commit alone.</summary>
public interface ILedger
{
    /// <summary>Grows with each new ledger: its birth in ms since 1970.</summary>
    long Generation { get; }

    /// <summary>What the ledger knows of a batch.</summary>
    LedgerVerdict Judge(BatchId id, ReadOnlySpan<byte> hash);

    /// <summary>What the node may forget; without epochs when nothing of it is terminal.</summary>
    Acknowledgement AcknowledgementFor(string node);

    /// <summary>Every epoch of a node, newest first; empty for an unknown node.</summary>
    IReadOnlyList<EpochStatus> Epochs(string node);

    /// <summary>Nodes that have at least one terminal batch.</summary>
    IReadOnlyList<string> Nodes { get; }

    /// <summary>The newest quarantined things, newest first, of one node or of all.</summary>
    ValueTask<QuarantinePage> QuarantineAsync(string? node, int limit, CancellationToken cancellationToken);
}

/// <summary>What the ledger knows of a batch.</summary>
public enum LedgerVerdict
{
    /// <summary>Not terminal: to be stored.</summary>
    New,

    /// <summary>Terminal with the same bytes: acknowledge again, store nothing.</summary>
    Terminal,

    /// <summary>Terminal with other bytes: a rolled-back or cloned outbox. Not acknowledged; an alarm.</summary>
    Forked,
}

/// <summary>One epoch of a node.</summary>
/// <param name="Epoch">Outbox file.</param>
/// <param name="Terminal">Terminal sequence numbers.</param>
/// <param name="Stored">Batches stored (with at most some samples quarantined).</param>
/// <param name="Quarantined">Batches quarantined whole.</param>
/// <param name="QuarantinedSamples">Samples quarantined out of stored batches.</param>
/// <param name="FirstReceived">When its first batch came.</param>
/// <param name="LastReceived">When its latest batch came.</param>
public sealed record EpochStatus(
    Epoch Epoch, SequenceSet Terminal, long Stored, long Quarantined, long QuarantinedSamples, UnixTime FirstReceived, UnixTime LastReceived);

/// <summary>The newest part of the quarantine.</summary>
public sealed record QuarantinePage(long Total, IReadOnlyList<QuarantinedItem> Items);

/// <summary>Something in quarantine.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="Received">When it came.</param>
/// <param name="Node">Node in its topic, or null.</param>
/// <param name="Topic">Topic it came on.</param>
/// <param name="Batch">Identity, or null.</param>
/// <param name="Entry">What and why.</param>
public sealed record QuarantinedItem(long Id, UnixTime Received, string? Node, string Topic, BatchId? Batch, QuarantineEntry Entry);
