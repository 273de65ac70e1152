using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Fill;

/// <summary>Filling level of a bin, 0–1, from the distance to what lies in it: (empty − distance) / (empty − full).</summary>
/// <remarks>
/// An MB7040 measures, unless another range finder is given. A level more than a tenth outside 0–1 is cut to it and flagged implausible: the lid is off, or the calibration is another bin's.
/// </remarks>
internal sealed class FillSensor(FillPlan plan, IHardware hardware, ISampleSink sink, NodeClock clock, IRangeFinder? other = null) : ISensor
{
    private const double Tolerance = 0.1;

    private readonly IRangeFinder _rangeFinder = other ?? new Mb7040(hardware, plan.Bus, plan.Address, clock);
    private readonly SeriesName _level = new(plan.Point, Quantities.FillingLevel);

    private readonly SeriesName? _distance = plan.Raw ? new SeriesName(plan.Point, Quantities.FillingDistance) : null;

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => _distance is null ? [_level] : [_level, _distance];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var distanceCm = await _rangeFinder.MeasureAsync(cancellationToken);
        var level = (plan.EmptyCm - distanceCm) / (plan.EmptyCm - plan.FullCm);
        var quality = level is < -Tolerance or > 1 + Tolerance ? Quality.Implausible : Quality.Good;
        var now = clock.Now;
        sink.Add(new Sample(_level, now, _level.Quantity.Rounded(Math.Clamp(level, 0, 1)), quality));
        if (_distance is not null) sink.Add(new Sample(_distance, now, _distance.Quantity.Rounded(distanceCm / 100)));
    }

    public void Dispose() => (_rangeFinder as IDisposable)?.Dispose();
}
