using System.Diagnostics;

namespace Arena.Edge.Loops;

/// <summary>
/// The timers of one loop. None fires early; each may fire late by a sixteenth of its wait, at most by 2 ms, so that what is due at one whole second is
/// one wake-up.
/// </summary>
/// <remarks>There are some dozens, so the next one is looked for and not kept in order.</remarks>
/// <param name="gate">The loop's lock: held by who calls the internal members, taken by the timers themselves.</param>
/// <param name="wake">Called with the lock held when a timer comes before all others.</param>
internal sealed class LoopTimers(object gate, Action wake)
{
    private static readonly TimeSpan MostLate = TimeSpan.FromMilliseconds(2);

    private readonly List<LoopTimer> _set = [];
    private long _next = long.MaxValue;
    private bool _ended;

    /// <summary>Sets a timer, which is not set; infinite leaves it so. With the lock held.</summary>
    public void Set(LoopTimer timer, TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan || _ended) return;
        timer.Due = Stopwatch.GetTimestamp() + InTimestamps(wait);
        timer.NoLaterThan = timer.Due + InTimestamps(wait / 16 < MostLate ? wait / 16 : MostLate);
        _set.Add(timer);
        if (timer.NoLaterThan >= _next) return;
        _next = timer.NoLaterThan;
        wake();
    }

    /// <summary>Takes a timer out, if it is set. With the lock held. When the next is due is then at worst looked at too early.</summary>
    public void Unset(LoopTimer timer) => _set.Remove(timer);

    /// <summary>Takes out all that are due, with the lock held.</summary>
    public void TakeDue(Queue<LoopWork> into)
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _next) return;
        _next = long.MaxValue;

        // What is due first fires first.
        while (Earliest() is { } timer && timer.Due <= now)
        {
            _set.Remove(timer);
            into.Enqueue(timer.Fires());
        }

        foreach (var timer in _set) _next = Math.Min(_next, timer.NoLaterThan);
    }

    /// <summary>How long nothing has to fire, rounded up to milliseconds; null for ever. With the lock held.</summary>
    public TimeSpan? UntilNext()
    {
        if (_next == long.MaxValue) return null;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _next);
        return wait > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : TimeSpan.Zero;
    }

    /// <summary>No timer fires any more. With the lock held.</summary>
    public void End()
    {
        _ended = true;
        _set.Clear();
        _next = long.MaxValue;
    }

    public ITimer Create(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(this, gate, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private LoopTimer? Earliest()
    {
        LoopTimer? earliest = null;
        foreach (var timer in _set)
        {
            if (earliest is null || timer.Due < earliest.Due) earliest = timer;
        }

        return earliest;
    }

    private static long InTimestamps(TimeSpan span) => (long)(span.Ticks * ((double)Stopwatch.Frequency / TimeSpan.TicksPerSecond));
}
