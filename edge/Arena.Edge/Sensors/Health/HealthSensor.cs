using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Health;

/// <summary>The node's own health: real readings of the machine and its clock, batches that wait, and pulses lost. The point is the node's name.</summary>
/// <remarks>What the machine doesn't tell is not published. Nothing of it can be known of the past, so a play leaves it out.</remarks>
internal sealed class HealthSensor(
    HealthPlan plan, Machine machine, string dataDirectory, ISampleSink sink, NodeClock clock, NodeCounters counters) : ISensor
{
    private readonly SeriesName _processorC = new(plan.Point, Quantities.CpuTemperature);
    private readonly SeriesName _load = new(plan.Point, Quantities.CpuLoad);
    private readonly SeriesName _memoryUsedB = new(plan.Point, Quantities.MemoryUsed);
    private readonly SeriesName _diskFreeB = new(plan.Point, Quantities.DiskFree);
    private readonly SeriesName _uptimeS = new(plan.Point, Quantities.Uptime);
    private readonly SeriesName _batches = new(plan.Point, Quantities.OutboxBatches);
    private readonly SeriesName _pulsesLost = new(plan.Point, Quantities.PulsesLost);
    private readonly SeriesName _clockErrorS = new(plan.Point, Quantities.ClockError);
    private double? _restoredLost;
    private ProcessorTime? _earlier;

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => [_processorC, _load, _memoryUsedB, _diskFreeB, _uptimeS, _batches, _pulsesLost, _clockErrorS];

    public void Open() => _restoredLost ??= sink.RegisterOf(_pulsesLost) ?? 0;

    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        Open();
        var now = clock.Now;
        Publish(_processorC, now, machine.ProcessorC());
        Publish(_load, now, Load());
        Publish(_memoryUsedB, now, machine.MemoryUsedB());
        Publish(_diskFreeB, now, Machine.DiskFreeB(dataDirectory));
        Publish(_uptimeS, now, machine.UptimeS());
        Publish(_batches, now, sink.WaitingBatches);
        sink.AddRegister(new Sample(_pulsesLost, now, _restoredLost!.Value + counters.PulsesLost));
        Publish(_clockErrorS, now, clock.WallError?.TotalSeconds);
        return ValueTask.CompletedTask;
    }

    /// <summary>Busy share of all processors since the last reading, the first time since boot, 0–1.</summary>
    private double? Load()
    {
        if (machine.Processor() is not { } processor) return null;
        var total = processor.Total - (_earlier?.Total ?? 0);
        var busy = processor.Busy - (_earlier?.Busy ?? 0);
        _earlier = processor;
        return total > 0 ? Math.Clamp((double)busy / total, 0, 1) : null;
    }

    private void Publish(SeriesName series, UnixTime now, double? value)
    {
        if (value is { } known) sink.Add(new Sample(series, now, series.Quantity.Rounded(known)));
    }

    public void Dispose()
    {
    }
}
