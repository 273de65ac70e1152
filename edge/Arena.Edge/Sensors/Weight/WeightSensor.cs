using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Weight;

/// <summary>Mass in a bin, kg, on the line through the two calibrated points: empty, and with a known mass on.</summary>
/// <remarks>What the cell can't carry, and what lies more than a twentieth of that below empty, is flagged implausible, not cut.</remarks>
internal sealed class WeightSensor(ScalePlan plan, ILoadCell cell, ISampleSink sink, NodeClock clock) : ISensor
{
    private readonly SeriesName _weight = new(plan.Point, Quantities.CargoWeight);
    private readonly SeriesName? _raw = plan.Raw ? new SeriesName(plan.Point, Quantities.CargoWeightRaw) : null;
    private readonly double _kgPerRaw = plan.KnownKg / (plan.KnownRaw - plan.EmptyRaw);

    public WeightSensor(WeightPlan plan, IHardware hardware, ISampleSink sink, NodeClock clock)
        : this(plan, new Nau7802(hardware, plan.Bus, plan.Address, plan.Gain, clock), sink, clock)
    {
    }

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => _raw is null ? [_weight] : [_weight, _raw];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var raw = await cell.ReadAsync(cancellationToken);
        var kg = (raw - plan.EmptyRaw) * _kgPerRaw;
        var quality = kg > plan.MaxKg || kg < -plan.MaxKg / 20 ? Quality.Implausible : Quality.Good;
        var now = clock.Now;
        sink.Add(new Sample(_weight, now, _weight.Quantity.Rounded(kg), quality));
        if (_raw is not null) sink.Add(new Sample(_raw, now, raw));
    }

    public void Dispose() => (cell as IDisposable)?.Dispose();
}
