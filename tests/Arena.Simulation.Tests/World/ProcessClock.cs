namespace Arena.Simulation.Tests.World;

/// <summary>The clock of one process: the world's time, and timers that die with the process.</summary>
internal sealed class ProcessClock(SimProcess process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => SimWorld.Start + process.World.Now;

    public override long GetTimestamp() => process.World.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ProcessTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ProcessTimer(SimProcess process, TimerCallback callback, object? state) : ITimer
    {
        private SimEvent? _event;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _event?.Cancel();
            _event = null;
            if (_disposed) return false;
            if (dueTime != Timeout.InfiniteTimeSpan) Set(dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            _event?.Cancel();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan wait, TimeSpan period) => _event = process.World.After(wait, () =>
        {
            if (!process.Alive) return;
            if (period > TimeSpan.Zero) Set(period, period);
            callback(state);
        });
    }
}
