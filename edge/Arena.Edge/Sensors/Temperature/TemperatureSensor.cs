using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Temperature;

/// <summary>Temperature of air or of a thing, °C. A warning, never a fire alarm. Our own driver reads it, unless another is given.</summary>
internal sealed class TemperatureSensor(TemperaturePlan plan, IHardware hardware, ISampleSink sink, NodeClock clock, IThermometer? other = null) : ISensor
{
    private readonly IThermometer _thermometer = other ?? new Mcp9808(hardware, plan.Bus, plan.Address, clock);
    private readonly SeriesName _temperature = new(plan.Point, Quantities.Temperature);

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => [_temperature];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var celsius = await _thermometer.ReadCAsync(cancellationToken);
        var quality = celsius is < Mcp9808.LowestC or > Mcp9808.HighestC ? Quality.Implausible : Quality.Good;
        sink.Add(new Sample(_temperature, clock.Now, _temperature.Quantity.Rounded(celsius), quality));
    }

    public void Dispose() => (_thermometer as IDisposable)?.Dispose();
}
