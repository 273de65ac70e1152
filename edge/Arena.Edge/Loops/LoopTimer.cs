namespace Arena.Edge.Loops;

/// <summary>A timer of a loop. One that is put off or disposed on the loop does not fire any more.</summary>
internal sealed class LoopTimer(LoopTimers timers, object gate, TimerCallback callback, object? state) : ITimer
{
    private static readonly SendOrPostCallback Fire = static timer => ((LoopTimer)timer!).Fired();

    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _fires;
    private bool _disposed;

    /// <summary>Timestamp before which it doesn't fire.</summary>
    public long Due { get; set; }

    /// <summary>Timestamp until which it may wait for others.</summary>
    public long NoLaterThan { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (_disposed) return false;
            timers.Unset(this);
            (_fires, _period) = (false, period);
            timers.Set(this, dueTime);
            return true;
        }
    }

    /// <summary>It is due: what the loop has to do. With the lock held.</summary>
    public LoopWork Fires()
    {
        _fires = true;
        return new LoopWork(Fire, this);
    }

    public void Dispose()
    {
        lock (gate)
        {
            timers.Unset(this);
            (_fires, _disposed) = (false, true);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fired()
    {
        lock (gate)
        {
            if (!_fires) return;
            _fires = false;
            if (_period > TimeSpan.Zero) timers.Set(this, _period);
        }

        callback(state);
    }
}
