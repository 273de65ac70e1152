namespace Arena.Ingest.Tests.Store.Rollups;

/// <summary>A clock that stands still until a test steps it; its one timer ticks when the test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly TaskCompletionSource<TimerCallback> _timer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private object? _state;
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public void Step(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);

    /// <summary>Waits until there is a timer and lets it tick.</summary>
    public async Task TickAsync()
    {
        var timer = await _timer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        timer(_state);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _state = state;
        _timer.TrySetResult(callback);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
