namespace Arena.Edge.Tests.Time;

/// <summary>
/// A clock that stands still until a test moves it. Timers, delays and time-outs made with it fire, in order, inside <see cref="Advance"/>.
/// </summary>
/// <remarks>
/// A test that advances before the code under test has set its timer would wait for ever: <see cref="TimerWithinAsync"/> waits for the timer first.
/// </remarks>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Seen)> _watchers = [];
    private DateTimeOffset _wall = start;
    private TimeSpan _now;

    /// <summary>Starts on a match day: 2026-11-22 12:00 UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _wall + _now;
    }

    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    /// <summary>Moves the clock and fires what becomes due, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan until;
        lock (_gate) until = _now + by;
        while (TakeDue(until) is { } due) due.Fire();
    }

    /// <summary>Moves the clock to the next timer, fires it, and returns how far away it was.</summary>
    /// <exception cref="InvalidOperationException">No timer is set.</exception>
    public TimeSpan AdvanceToNextTimer()
    {
        TimeSpan away;
        lock (_gate)
        {
            if (_timers.Count == 0) throw new InvalidOperationException("No timer is set: wait for it with TimerWithinAsync first.");
            away = _timers.Min(timer => timer.Due) - _now;
        }

        Advance(away);
        return away;
    }

    /// <summary>Moves the wall clock back or forth as an NTP step does: timestamps and timers don't notice.</summary>
    public void Step(TimeSpan by)
    {
        lock (_gate) _wall += by;
    }

    /// <summary>Completes once a timer is set that fires within the span from the clock's present time.</summary>
    public Task TimerWithinAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_timers.Exists(timer => timer.Due - _now <= within)) return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((within, seen));
            return seen.Task.WaitAsync(cancellationToken);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (due is null)
            {
                _now = until > _now ? until : _now;
                return null;
            }

            _now = due.Due > _now ? due.Due : _now;
            if (due.Period == Timeout.InfiniteTimeSpan) _timers.Remove(due);
            else due.Due += due.Period;
            return due;
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = _now + dueTime;
            timer.Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            _timers.Add(timer);
            foreach (var watcher in _watchers.Where(watcher => dueTime <= watcher.Within)) watcher.Seen.TrySetResult();
            _watchers.RemoveAll(watcher => dueTime <= watcher.Within);
        }

        if (dueTime == TimeSpan.Zero) Advance(TimeSpan.Zero);
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed) return false;
            time.Set(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            time.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
