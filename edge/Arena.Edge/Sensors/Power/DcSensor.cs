using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Power;

/// <summary>Direct current, its voltage and power: a solar panel, a battery. Current and power are negative when they flow back.</summary>
internal sealed class DcSensor(DcPlan plan, IHardware hardware, ISampleSink sink, NodeClock clock) : ISensor
{
    private readonly Ina226 _monitor = new(hardware, plan.Bus, plan.Address, clock);
    private readonly SeriesName _voltage = new(plan.Point, Quantities.DcVoltage);
    private readonly SeriesName _current = new(plan.Point, Quantities.DcCurrent);
    private readonly SeriesName _power = new(plan.Point, Quantities.DcPower);

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => [_voltage, _current, _power];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var reading = await _monitor.MeasureAsync(cancellationToken);
        var now = clock.Now;
        var amperes = reading.CurrentA(plan.ShuntOhm);
        var quality = Math.Abs(amperes) > plan.MaxA ? Quality.Implausible : Quality.Good;
        Put(_voltage, reading.BusV, Quality.Good);
        Put(_current, amperes, quality);
        Put(_power, reading.PowerW(plan.ShuntOhm), quality);

        void Put(SeriesName series, double value, Quality judged) => sink.Add(new Sample(series, now, series.Quantity.Rounded(value), judged));
    }

    public void Dispose()
    {
    }
}
