using Arena.Edge.Sensors;
using Arena.Edge.Tests.Mqtt;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Tests.Sensors;

/// <summary>A sensor, due every ten seconds if nothing else is said, that does what a test says.</summary>
internal sealed class FakeSensor(string point, Func<int, CancellationToken, ValueTask> read, TimeSpan? every = null) : ISensor
{
    public static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(int Ended, TaskCompletionSource Reached)> _watchers = [];
    private readonly TaskCompletionSource _firstBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;
    private int _ended;

    public SensorPlan Plan { get; } = SomePlan.Temperature with { Point = point, Every = every ?? TenSeconds };

    public IReadOnlyList<SeriesName> Series => [];

    /// <summary>Readings that were begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Completes when the first reading begins.</summary>
    public Task FirstBegun => _firstBegun.Task;

    /// <summary>Completes once as many readings have ended, well or not.</summary>
    public Task EndedAsync(int readings)
    {
        lock (_gate)
        {
            if (_ended >= readings) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((readings, reached));
            return reached.Task.WithinAsync($"{readings} readings of {Plan.Point}");
        }
    }

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _begun);
        _firstBegun.TrySetResult();
        try
        {
            await read(number, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _ended++;
                foreach (var watcher in _watchers.Where(watcher => watcher.Ended <= _ended)) watcher.Reached.SetResult();
                _watchers.RemoveAll(watcher => watcher.Ended <= _ended);
            }
        }
    }

    public void Dispose()
    {
    }
}
