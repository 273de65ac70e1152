using Arena.Ingest.Store;
using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Ingest;

/// <summary>A store as it is, with what the run needs around it: the account of what became terminal, a database that is away or slow, and death in a commit.</summary>
internal sealed class WatchedStore(ISampleStore store, SimProcess process, Account account) : PassingStore(store)
{
    /// <summary>Commits fail.</summary>
    public bool Away { get; set; }

    /// <summary>How long a commit takes.</summary>
    public TimeSpan Slow { get; set; }

    /// <summary>The next commit kills the process there.</summary>
    public CrashPoint CrashAt { get; set; }

    /// <summary>Called when the process dies in a commit.</summary>
    public Action? Died { get; set; }

    public override Task OpenAsync(CancellationToken cancellationToken) => Away ? throw Unavailable() : base.OpenAsync(cancellationToken);

    public override async ValueTask<CommitResult> CommitAsync(IReadOnlyList<Admission> admissions, CancellationToken cancellationToken)
    {
        if (!process.Alive) throw new ProcessKilledException();

        // The retry around this goes on wherever this ends: at the timer, not through the process's queue.
        if (Slow > TimeSpan.Zero) await Task.Delay(Slow, process.Clock, CancellationToken.None).ConfigureAwait(false);
        if (Away) throw Unavailable();
        if (CrashAt == CrashPoint.BeforeCommit) throw Die();
        var result = await base.CommitAsync(admissions, cancellationToken);
        foreach (var admission in admissions)
        {
            if (admission.Id is { } id && !result.Forked.Contains(id)) account.Commit(BatchBytes.Of(id, admission.Hash.Span));
        }

        process.World.Tell("ingest", "stores", admissions.Count, result.StoredSamples);
        return CrashAt == CrashPoint.AfterCommit ? throw Die() : result;
    }

    private static StoreUnavailableException Unavailable() => new("the database is away");

    private ProcessKilledException Die()
    {
        process.World.Tell("ingest", "! dies in a commit", text: CrashAt.ToString());
        CrashAt = CrashPoint.None;
        var killed = process.KillHere();
        Died?.Invoke();
        return killed;
    }
}
