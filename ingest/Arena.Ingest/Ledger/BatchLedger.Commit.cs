using Arena.Ingest.Store;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>The ledger's side of a commit whose samples lie in a database of their own.</summary>
internal sealed partial class BatchLedger : ICommitLedger, ILedgerStage
{
    public Task OpenAsync(CancellationToken cancellationToken) => _file.OpenAsync(cancellationToken);

    public ValueTask JudgeAsync(IReadOnlyList<Admission> admissions, Memory<LedgerVerdict> verdicts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new HashSet<BatchId>();
        for (var place = 0; place < admissions.Count; place++)
        {
            var admission = admissions[place];
            var verdict = admission.Id is { } id ? Judge(id, admission.Hash.Span) : LedgerVerdict.New;

            // Of batches under one number the first is stored; when all are written, the others are told from it.
            if (verdict == LedgerVerdict.New && admission.Id is { } numbered && !seen.Add(numbered))
                verdict = LedgerVerdict.Terminal;
            verdicts.Span[place] = verdict;
        }

        return default;
    }

    public async ValueTask<CommitResult> WriteAsync(
        ReadOnlyMemory<AdmissionOutcome> outcomes, long mark, Action beside, CancellationToken cancellationToken)
    {
        var commit = new CommitTally { Mark = mark };
        await _file.WriteAsync(
            () =>
            {
                foreach (ref readonly var outcome in outcomes.Span)
                    commit.Stage(outcome, this);
                beside();
                Write();
            },
            cancellationToken);
        return commit.Result();
    }

    public async ValueTask<long> WithdrawAsync(long mark, string why, Action beside, CancellationToken cancellationToken)
    {
        var withdrawn = 0L;
        await _file.WriteAsync(
            () =>
            {
                withdrawn = Withdraw(mark);
                Mint(why, 0);
                Write();
                beside();
            },
            cancellationToken);
        return withdrawn;
    }
}
