using Arena.Ingest.Store;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>A transaction of a ledger as a commit fills it: sees what is durable and what was staged before.</summary>
internal interface ILedgerStage
{
    /// <summary>What is known of a batch.</summary>
    LedgerVerdict JudgeStaged(BatchId id, ReadOnlySpan<byte> hash);

    /// <summary>Whether this entry is in quarantine.</summary>
    bool HasQuarantined(long id);

    /// <summary>Stages a batch as terminal, with what it declares. It has been judged new.</summary>
    /// <param name="id">Which.</param>
    /// <param name="batch">What came.</param>
    /// <param name="quarantined">Samples quarantined out of it.</param>
    /// <param name="lost">Of these, those that only the store refused.</param>
    /// <param name="mark">Number of the last write to the database, or null where samples lie in the ledger's own file.</param>
    void Stage(BatchId id, Admission batch, int quarantined, int lost, long? mark);

    /// <summary>Stages something refused.</summary>
    /// <exception cref="StoreUnavailableException">The quarantine is full.</exception>
    void Stage(QuarantinedItem item);

    /// <summary>
    /// Stages what judging an entry of the quarantine again gave: it leaves, or has a new reason. A batch that leaves counts as stored, and what of it is
    /// still refused becomes entries of single samples.
    /// </summary>
    /// <param name="item">The entry.</param>
    /// <param name="admission">What judging it again gave.</param>
    /// <param name="lost">Samples of it that only the store refused.</param>
    /// <returns>Whether it left.</returns>
    bool StageReplay(QuarantinedItem item, Admission admission, IReadOnlyList<QuarantineEntry> lost);
}
