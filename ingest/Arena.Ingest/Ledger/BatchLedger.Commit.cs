using Arena.Ingest.Store;
using Arena.Wire.Batches;

namespace Arena.Ingest.Ledger;

/// <summary>The ledger's side of a commit whose samples lie in a database of their own.</summary>
internal sealed partial class BatchLedger : ICommitLedger, ILedgerStage
{
    // Of the call that judges: which one it is, and the batches before a place of it, as far as they were looked at.
    private readonly HashSet<BatchId> _seen = new(BatchIdentity.Comparer);
    private long _judging;
    private long _seenIn;
    private int _seenUpTo;

    public Task OpenAsync(CancellationToken cancellationToken) => _file.OpenAsync(cancellationToken);

    public ValueTask JudgeAsync(IReadOnlyList<Admission> admissions, Memory<LedgerVerdict> verdicts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_file.IsOpen)
            throw NotOpen();
        _judging++;
        for (var place = 0; place < admissions.Count; place++)
            verdicts.Span[place] = admissions[place].Id is { } id ? Judge(admissions, place, id) : LedgerVerdict.New;
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

    // Of batches under one number the first is stored; when all are written, the others are told from it.
    private LedgerVerdict Judge(IReadOnlyList<Admission> admissions, int place, BatchId id)
    {
        var hash = admissions[place].Hash.Span;
        if (Find(id.Node, id.Epoch) is not { } epoch)
            return CameBefore(admissions, place, id) ? LedgerVerdict.Terminal : LedgerVerdict.New;
        var verdict = Judge(epoch.Entry, id.Sequence, hash);
        if (verdict != LedgerVerdict.New)
            return verdict;

        // Numbers mostly grow: then nothing has to be searched.
        var (call, highest) = epoch.Judged;
        if (call == _judging && id.Sequence <= highest)
            return CameBefore(admissions, place, id) ? LedgerVerdict.Terminal : LedgerVerdict.New;
        epoch.Judged = (_judging, id.Sequence);
        return LedgerVerdict.New;
    }

    private bool CameBefore(IReadOnlyList<Admission> admissions, int place, BatchId id)
    {
        // Those up to the place that was searched last are in the set already.
        if (_seenIn != _judging)
            (_seenIn, _seenUpTo) = (_judging, 0);
        if (_seenUpTo == 0)
            _seen.Clear();
        for (; _seenUpTo < place; _seenUpTo++)
        {
            if (admissions[_seenUpTo].Id is { } before)
                _seen.Add(before);
        }

        return _seen.Contains(id);
    }
}
