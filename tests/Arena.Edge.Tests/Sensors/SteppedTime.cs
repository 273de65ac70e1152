using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;

namespace Arena.Edge.Tests.Sensors;

/// <summary>
/// A clock a test steps on only when every sensor that is due has set its next timer: no reading is overtaken, however slow the machine.
/// </summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly ManualTime _inner = new(PlayedClock.Start);
    private readonly Lock _gate = new();
    private readonly List<(int Timers, TaskCompletionSource Reached)> _watchers = [];
    private int _timers;

    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <summary>Timers of exactly <see cref="FakeSensor.TenSeconds"/> that were set: what a sensor waits between two readings.</summary>
    public int TenSecondTimers => Volatile.Read(ref _timers);

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow();

    public override long GetTimestamp() => _inner.GetTimestamp();

    public void Step(TimeSpan by) => _inner.Step(by);

    public void Advance(TimeSpan by) => _inner.Advance(by);

    /// <summary>Completes once a timer is set that fires within the span.</summary>
    public Task TimerWithinAsync(TimeSpan within) => _inner.TimerWithinAsync(within, CancellationToken.None).WithinAsync("a timer");

    /// <summary>Completes once as many of them were set.</summary>
    public Task TenSecondTimersAsync(int timers)
    {
        lock (_gate)
        {
            if (_timers >= timers) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((timers, reached));
            return reached.Task.WithinAsync($"{timers} waits between readings");
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _inner.CreateTimer(callback, state, dueTime, period);
        if (dueTime != FakeSensor.TenSeconds) return timer;
        lock (_gate)
        {
            _timers++;
            foreach (var watcher in _watchers.Where(watcher => watcher.Timers <= _timers)) watcher.Reached.SetResult();
            _watchers.RemoveAll(watcher => watcher.Timers <= _timers);
        }

        return timer;
    }
}
