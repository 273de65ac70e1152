namespace Arena.Edge.Outbox;

/// <summary>Wakes one waiting loop. Calls while nobody waits are remembered, as one.</summary>
/// <remarks>
/// A completion source and a timer, not a semaphore with two cancellations: a loop that wakes every second throws no exception each time, and it
/// goes on where it waited, so that a simulation can run it step by step.
/// </remarks>
internal sealed class Wakeup(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _woken;
    private bool _disposed;

    public void Wake()
    {
        lock (_gate)
        {
            if (_waiting?.TrySetResult() != true) _woken = true;
        }
    }

    /// <summary>Returns when woken or when <paramref name="atMost"/> has passed; infinite waits for the wake alone.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            if (_woken)
            {
                _woken = false;
                return;
            }

            _waiting = waiting;
        }

        await using var cancelled = cancellationToken.UnsafeRegister(static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), waiting);
        await using var timer = atMost == Timeout.InfiniteTimeSpan
            ? null
            : time.CreateTimer(static source => ((TaskCompletionSource)source!).TrySetResult(), waiting, Within(atMost), Timeout.InfiniteTimeSpan);
        await waiting.Task;
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
    }

    // Timers end at 2^32 ms.
    private static TimeSpan Within(TimeSpan atMost)
    {
        var most = TimeSpan.FromDays(1);
        if (atMost > most) return most;
        return atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero;
    }
}
