namespace Arena.Ingest.Store.Influx;

/// <summary>
/// The order of commits that overlap: samples of one may be on their way while those of the one before are, but each waits with its ledger until the one before is
/// durable, and fails with it. One caller at a time.
/// </summary>
internal sealed class CommitTurns
{
    private Turn? _last;

    /// <summary>The turn of the next commit. Only what is still under way stands before it: a failure that has been told doesn't fail what is begun after it.</summary>
    public Turn Next()
    {
        var before = _last;
        while (before is { Ended.IsCompleted: true })
            before = before.Before;
        return _last = new Turn(before);
    }

    /// <summary>Completes when nothing is under way, however it ended.</summary>
    public async Task IdleAsync()
    {
        for (var turn = _last; turn is not null; turn = turn.Before)
            await turn.Ended;
    }
}

/// <summary>One commit's place in the order.</summary>
internal sealed class Turn(Turn? before)
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What stands before it, or null.</summary>
    public Turn? Before { get; private set; } = before;

    /// <summary>Completes when this commit has ended; true when it is durable.</summary>
    public Task<bool> Ended => _ended.Task;

    /// <summary>Waits until everything before is durable.</summary>
    /// <exception cref="StoreUnavailableException">The commit before failed.</exception>
    public async Task WaitAsync()
    {
        if (Before is { } before && !await before.Ended)
            throw new StoreUnavailableException("the commit before this one failed");
        Before = null;
    }

    /// <summary>This commit is durable, or void.</summary>
    public void End(bool durable) => _ended.TrySetResult(durable);
}
