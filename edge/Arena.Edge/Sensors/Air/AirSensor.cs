using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Air;

/// <summary>Temperature, relative humidity, and carbon dioxide where the chip feels it. For comfort and ventilation, never a fire alarm.</summary>
/// <remarks>What the chip can't measure by its datasheet is flagged implausible, not cut.</remarks>
internal sealed class AirSensor(AirPlan plan, IAirChip chip, ISampleSink sink, NodeClock clock) : ISensor
{
    private const double LowestC = -40;
    private const double HighestC = 85;

    // Outdoor air has some 420 ppm; an SCD4x ends at 40,000.
    private const double LeastPpm = 300;
    private const double MostPpm = 40_000;

    private readonly SeriesName _temperature = new(plan.Point, Quantities.Temperature);
    private readonly SeriesName _humidity = new(plan.Point, Quantities.RelativeHumidity);
    private readonly SeriesName? _co2 = plan.FeelsCo2 ? new SeriesName(plan.Point, Quantities.Co2) : null;

    public SensorPlan Plan => plan;

    public IReadOnlyList<SeriesName> Series => _co2 is null ? [_temperature, _humidity] : [_temperature, _humidity, _co2];

    public void Open()
    {
    }

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var air = await chip.ReadAsync(cancellationToken);
        var now = clock.Now;
        Add(_temperature, air.TemperatureC, LowestC, HighestC);
        Add(_humidity, air.RelativeHumidityPct, 0, 100);
        if (_co2 is not null && air.Co2Ppm is { } ppm) Add(_co2, ppm, LeastPpm, MostPpm);

        void Add(SeriesName series, double value, double least, double most) =>
            sink.Add(new Sample(series, now, series.Quantity.Rounded(value), value >= least && value <= most ? Quality.Good : Quality.Implausible));
    }

    public void Dispose() => chip.Dispose();
}
