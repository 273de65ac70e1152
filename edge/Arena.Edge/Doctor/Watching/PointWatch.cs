using Arena.Edge.Doctor.Wiring;
using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Site;

namespace Arena.Edge.Doctor.Watching;

/// <summary>Reads a point's sensors again and again with the worker's own drivers, each for itself, and tells what comes.</summary>
/// <param name="plans">The point's sensors.</param>
/// <param name="hardware">Made with the same clock.</param>
/// <param name="clock">Dates the values.</param>
/// <param name="every">From the end of a reading to the next.</param>
/// <param name="report">Where.</param>
internal sealed class PointWatch(IReadOnlyList<SensorPlan> plans, IHardware hardware, NodeClock clock, TimeSpan every, WatchReport report)
{
    private long _read;

    /// <summary>Readings that gave something or ended well.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>Reads each sensor so many times, or until cancelled where it is null.</summary>
    public async Task RunAsync(int? times, CancellationToken cancellationToken)
    {
        var maker = new SensorMaker(hardware, new CollectedSamples(report.Value), clock, new NodeCounters(), Path.GetTempPath());
        var sensors = plans.Select(maker.Make).ToList();
        try
        {
            await Task.WhenAll(sensors.ConvertAll(sensor => Task.Run(() => KeepReadingAsync(sensor, times, cancellationToken), CancellationToken.None)));
        }
        finally
        {
            sensors.ForEach(sensor => sensor.Dispose());
        }
    }

    private async Task KeepReadingAsync(ISensor sensor, int? times, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading != times && !cancellationToken.IsCancellationRequested; reading++)
        {
            if (reading > 0) await Task.Delay(every, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) return;
            try
            {
                sensor.Open();
                await sensor.ReadAsync(cancellationToken);
                Interlocked.Increment(ref _read);
            }
            catch (Exception fault) when (fault is HardwareFault or SensorFault)
            {
                report.Fault(clock.Now, sensor.Plan.Point, sensor.Plan.Kind, Told(sensor.Plan, fault));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // A line held under the worker's name is held by the worker.
    private static string Told(SensorPlan plan, Exception fault) =>
        PlannedLine.Of(plan) is { } line && fault.Message.Contains($"'{line.HolderName}'", StringComparison.Ordinal)
            ? $"{fault.Message} That is arena-edge itself: stop it to watch here, or see its values on the board."
            : fault.Message;
}
