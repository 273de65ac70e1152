using Arena.Ingest.Store;

namespace Arena.Ingest.Ledger;

/// <summary>
/// The ledger as a commit writes it, for a store whose samples lie in a database of their own: judged before the samples are written, made durable with
/// the quarantine once the database has confirmed them.
/// </summary>
/// <remarks>
/// <code>
/// JudgeAsync (one question for all of a commit) ─ samples to the database ─ WriteAsync (one transaction for all of a commit)
/// </code>
/// A ledger over the network fits as one in a file does: both calls are asynchronous, take a whole commit, and so cost it two round trips. Commits may overlap:
/// one may be judged while another is being written; writes are called in the order of the commits, one at a time.
/// </remarks>
internal interface ICommitLedger
{
    /// <summary>See <see cref="ILedger.Generation"/>.</summary>
    long Generation { get; }

    /// <summary>Name of this ingest among those that share the ledger, a slug; null where it is alone.</summary>
    string? Instance => null;

    /// <summary>Opens it; repeated after a failure, it tries again.</summary>
    /// <exception cref="StoreUnavailableException">It can't be opened.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>What is known of the batches of a commit; what can't be judged has no number and is new.</summary>
    /// <param name="admissions">The commit.</param>
    /// <param name="verdicts">Receives one for each; of batches with one number in the commit, the first alone may be new.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StoreUnavailableException">It can't be asked now.</exception>
    ValueTask JudgeAsync(IReadOnlyList<Admission> admissions, Memory<LedgerVerdict> verdicts, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the batches of a commit terminal, with what of them is quarantined, in one transaction. It judges them once more: one that became terminal since
    /// is a duplicate, one that contradicts another is a fork; neither is written.
    /// </summary>
    /// <param name="outcomes">What became of each admission, in the order of the commit.</param>
    /// <param name="mark">Number of the write to the database that the samples hang on.</param>
    /// <param name="beside">Stages what lies in <c>arena.db</c>. In the same transaction where the ledger lies there too, else durable before it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The result of the commit.</returns>
    /// <exception cref="StoreUnavailableException">Nothing of it is terminal, though what is <paramref name="beside"/> it may be durable.</exception>
    ValueTask<CommitResult> WriteAsync(ReadOnlyMemory<AdmissionOutcome> outcomes, long mark, Action beside, CancellationToken cancellationToken);

    /// <summary>Begins a new generation, see <see cref="ILedger.RenewAsync"/>.</summary>
    ValueTask<long> RenewAsync(string why, long above, CancellationToken cancellationToken);

    /// <summary>Batches that hang on a write to the database, or on a later one, are not stored after all; a new generation begins with that.</summary>
    /// <param name="mark">Number of that write.</param>
    /// <param name="why">For people.</param>
    /// <param name="beside">As for <see cref="WriteAsync"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many batches.</returns>
    ValueTask<long> WithdrawAsync(long mark, string why, Action beside, CancellationToken cancellationToken);
}
