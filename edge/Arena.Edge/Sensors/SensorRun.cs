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

    private readonly FaultSpan _span = new(sensor.Plan.Point, clock, declare);
    private Task? _hanging;
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

    /// <summary>One reading that is given up when it hangs, be it in a wait or in a system call.</summary>
    public async Task ReadWithinLimitAsync(CancellationToken cancellationToken)
    {
        if (_hanging is { IsCompleted: false })
        {
            Failed(Hangs);
            return;
        }

        _hanging = null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = limit.Token;
        var reading = Task.Run(() => sensor.ReadAsync(ending).AsTask(), CancellationToken.None);
        await reading.WaitAsync(MaxReading, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested) return;
        if (!reading.IsCompleted)
        {
            await limit.CancelAsync();
            _hanging = ObserveAsync(reading);
            Failed(Hangs);
            return;
        }

        try
        {
            await reading;
            Succeeded();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(fault.Message);
        }
    }

    /// <summary>No reading is made any more: what fails until now is declared.</summary>
    public void Ended() => _span.Ended();

    /// <summary>What a reading that was given up ends with was told already.</summary>
    private static async Task ObserveAsync(Task reading) => await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

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

    public void Dispose() => sensor.Dispose();
}
