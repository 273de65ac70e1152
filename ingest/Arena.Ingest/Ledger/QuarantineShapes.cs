using Arena.Ingest.Store;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>A part of the quarantine, newest first.</summary>
/// <param name="Total">Entries that the filter lets through, those on other pages included.</param>
/// <param name="Items">This page.</param>
public sealed record QuarantinePage(long Total, IReadOnlyList<QuarantinedItem> Items)
{
    /// <summary>Entries that left because they were accepted when judged again, ever since the file was made; of the filter's node and reason.</summary>
    public long Replayed { get; init; }

    /// <summary>Entries that someone discarded, likewise.</summary>
    public long Discarded { get; init; }
}

/// <summary>Something in quarantine.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="Received">When it came.</param>
/// <param name="Node">Node in its topic, or null.</param>
/// <param name="Topic">Topic it came on.</param>
/// <param name="Batch">Identity, or null.</param>
/// <param name="Entry">What and why.</param>
public sealed record QuarantinedItem(long Id, UnixTime Received, string? Node, string Topic, BatchId? Batch, QuarantineEntry Entry);

/// <summary>Which entries of the quarantine; what is null lets everything through.</summary>
public sealed record QuarantineFilter
{
    /// <summary>Of this node's topic.</summary>
    public string? Node { get; init; }

    /// <summary>Refused for this.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Came at this time or later.</summary>
    public UnixTime? From { get; init; }

    /// <summary>Came before this time.</summary>
    public UnixTime? To { get; init; }

    /// <summary>With a lower id: the next page goes on before the last entry of the one before.</summary>
    public long? Before { get; init; }

    /// <summary>With a higher id, and then oldest first: in the order they came.</summary>
    public long? After { get; init; }
}
