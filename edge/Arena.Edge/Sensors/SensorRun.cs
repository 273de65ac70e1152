using Arena.Site;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Sensors;

/// <summary>A sensor, its pace, and how its readings went. A failure is counted and told when it changes; the next reading tries again.</summary>
internal sealed partial class SensorRun(ISensor sensor, NodeClock clock, NodeCounters counters, Action<Gap> declare, ILogger logger) : IDisposable
{
    /// <summary>A reading that takes longer hangs: the slowest honest one, a scale's start, takes two seconds.</summary>
    public static readonly TimeSpan MaxReading = TimeSpan.FromSeconds(30);

    private static readonly string Hangs = $"a reading hangs for more than {MaxReading.TotalSeconds:0} s: its bus or driver is stuck.";

    // The limit tells of a reading from another thread than the one that reads.
    private readonly Lock _gate = new();
    private readonly FaultSpan _span = new(sensor.Plan.Point, clock, declare);
    private CancellationTokenSource _giveUp = new();
    private ITimer? _limit;
    private long? _begun;
    private bool _hangs;
    private string? _fault;
    private long _failedInARow;

    public ISensor Sensor => sensor;

    public SensorPlan Plan => sensor.Plan;

    public Pace Pace { get; } = new(sensor.Plan);

    /// <summary>Claims its line before the first reading is due, so that pulses count from here on.</summary>
    public void Open()
    {
        try
        {
            sensor.Open();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault.Message);
        }
    }

    /// <summary>One reading, on the caller's thread and without a time limit: for a play.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sensor.ReadAsync(cancellationToken);
            Succeeded();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(fault.Message);
        }
    }

    /// <summary>
    /// One reading that counts as failed when it hangs, at each time another would have been due; a wait in it is cancelled. It returns when the driver
    /// does: for a loop of this sensor alone, on a thread that may stay in a system call.
    /// </summary>
    public async Task ReadWithinLimitAsync(CancellationToken cancellationToken)
    {
        var giveUp = Begin();
        Exception? fault = null;
        try
        {
            await using var ended = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), giveUp);
            await sensor.ReadAsync(giveUp.Token);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            fault = error;
        }

        lock (_gate)
        {
            if (!End(giveUp) || cancellationToken.IsCancellationRequested) return;
            if (fault is null) Succeeded();
            else Failed(fault.Message);
        }
    }

    /// <summary>No reading is made any more: what fails until now is declared.</summary>
    public void Ended()
    {
        lock (_gate) _span.Ended();
    }

    private CancellationTokenSource Begin()
    {
        lock (_gate)
        {
            _begun = clock.GetTimestamp();
            _limit ??= clock.CreateTimer(static run => ((SensorRun)run!).LimitPassed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _limit.Change(MaxReading, Timeout.InfiniteTimeSpan);
            return _giveUp;
        }
    }

    // False when it was told already that it hangs: what it ends with then is of no interest.
    private bool End(CancellationTokenSource giveUp)
    {
        var told = _hangs;
        (_begun, _hangs) = (null, false);
        _limit!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (giveUp.IsCancellationRequested) _giveUp = new CancellationTokenSource();
        return !told;
    }

    private void LimitPassed()
    {
        lock (_gate)
        {
            // It may come late, for a reading that has ended since.
            if (_begun is not { } begun || clock.GetElapsedTime(begun) < MaxReading / 2) return;
            _hangs = true;
            Failed(Hangs);
            _limit!.Change(Plan.Every, Timeout.InfiniteTimeSpan);

            // What waits for it goes on elsewhere, not in the middle of this.
            _ = _giveUp.CancelAsync();
        }
    }

    private void Succeeded()
    {
        if (_fault is null) return;
        _span.Ended();
        LogRecovered(logger, Plan.Kind, Plan.Point, _failedInARow);
        _fault = null;
        _failedInARow = 0;
    }

    private void Failed(string reason)
    {
        counters.FailReading();
        _span.Failed(reason);
        _failedInARow++;
        if (reason == _fault) return;
        _fault = reason;
        LogFailed(logger, Plan.Kind, Plan.Point, reason);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _begun = null;
            _limit?.Dispose();
            _giveUp.Dispose();
        }

        sensor.Dispose();
    }
}
