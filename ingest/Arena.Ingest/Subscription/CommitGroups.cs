using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;

namespace Arena.Ingest.Subscription;

/// <summary>The groups under way in their order, and those that are free. For the committer alone.</summary>
internal sealed class CommitGroups(FlowLimits limits, ILedger ledger, CounterWatch counters, VenueCatalogue catalogue, AdmissionPool pool)
{
    private readonly BatchesUnderWay _underWay = new();
    private readonly Stack<CommitGroup> _free = [];
    private readonly Queue<CommitGroup> _groups = [];

    public int Count => _groups.Count;

    /// <summary>The group that is settled next.</summary>
    public CommitGroup First => _groups.Peek();

    /// <summary>Another one may be begun beside those under way: not when one of them failed, because it has to be judged again before what follows it.</summary>
    public bool HasFree => _groups.Count < limits.MostGroups && _groups.All(group => group.Attempt is { IsFaulted: false, IsCanceled: false });

    /// <summary>Fills a free group with what waits; it is the last now.</summary>
    public CommitGroup Begin(WaitingRoom room)
    {
        var group = _free.TryPop(out var free) ? free : new CommitGroup(limits, ledger, _underWay, counters, catalogue, pool);
        group.Fill(room);
        _groups.Enqueue(group);
        return group;
    }

    /// <summary>The first group is settled: its memory is free.</summary>
    public void Settled()
    {
        var group = _groups.Dequeue();
        group.Release();
        _free.Push(group);
    }

    /// <summary>
    /// Waits until no commit is under way. Those that failed are to be begun anew, each when it comes first: what they were judged by may be void.
    /// </summary>
    public async Task QuietAsync()
    {
        foreach (var group in _groups)
        {
            if (group.Attempt is not { } attempt)
                continue;
            await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!attempt.IsCompletedSuccessfully)
                group.Attempt = null;
        }
    }
}
