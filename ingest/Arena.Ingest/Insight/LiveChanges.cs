namespace Arena.Ingest.Insight;

/// <summary>
/// The one count of changes behind the live view. Everything that changes is stamped with the next number; who watches remembers the number it
/// has seen and asks for what is newer. So a watcher holds no queue: a slow one skips values, it never collects them.
/// </summary>
internal sealed class LiveChanges
{
    private long _count;
    private TaskCompletionSource _next = New();

    /// <summary>The number of the newest change.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The number for a change that is about to be visible; <see cref="Announce"/> wakes the watchers once it is.</summary>
    public long Next() => Interlocked.Increment(ref _count);

    /// <summary>Wakes everyone who waits.</summary>
    public void Announce() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Completes at the next announcement. Take it before looking at what is new.</summary>
    public Task NextAnnouncement => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
