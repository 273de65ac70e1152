using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors.Air;
using Arena.Edge.Sensors.Current;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Sensors.Han;
using Arena.Edge.Sensors.Health;
using Arena.Edge.Sensors.Lid;
using Arena.Edge.Sensors.Meter;
using Arena.Edge.Sensors.Power;
using Arena.Edge.Sensors.S0;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Sensors.Weight;
using Arena.Site;

namespace Arena.Edge.Sensors;

/// <summary>Makes the sensor for a plan: the list of kinds there are.</summary>
internal sealed class SensorMaker(IHardware hardware, ISampleSink sink, NodeClock clock, NodeCounters counters, string dataDirectory)
{
    private readonly DialBook _book = new(dataDirectory);
    private readonly Dictionary<(int Bus, int Address), Ads1115> _converters = [];

    public ISensor Make(SensorPlan plan) => plan switch
    {
        S0Plan s0 => new S0Sensor(s0, hardware, sink, clock, counters, _book),
        FillPlan { Chip: FillPlan.Mb7040 } fill => new FillSensor(fill, hardware, sink, clock),
        FillPlan fill => new FillSensor(fill, hardware, sink, clock, ChipLibrary.For(fill).RangeFinder(fill, hardware)),
        Hx711Plan scale => new WeightSensor(scale, ChipLibrary.For(scale).LoadCell(scale, hardware, clock), sink, clock),
        WeightPlan weight => new WeightSensor(weight, hardware, sink, clock),
        LidPlan lid => new LidSensor(lid, hardware, sink, clock, counters),
        AirPlan air => new AirSensor(air, ChipLibrary.For(air).Air(air, hardware), sink, clock),
        TemperaturePlan temperature => new TemperatureSensor(temperature, hardware, sink, clock, ChipLibrary.Loaded?.Thermometer(temperature, hardware)),
        CurrentPlan current => new CurrentSensor(current, ConverterOf(current), sink, clock),
        DcPlan dc => new DcSensor(dc, hardware, sink, clock),
        HanPlan han => new HanSensor(han, hardware, sink, clock),
        HealthPlan health => new HealthSensor(health, new Machine(), dataDirectory, sink, clock, counters),
        _ => throw new ArgumentException($"No driver for a sensor of kind '{plan.Kind}' at {plan.Point}.", nameof(plan)),
    };

    /// <summary>Clamps on one chip take turns at it.</summary>
    private Ads1115 ConverterOf(CurrentPlan plan)
    {
        if (_converters.TryGetValue((plan.Bus, plan.Address), out var converter)) return converter;
        return _converters[(plan.Bus, plan.Address)] = new Ads1115(hardware, plan.Bus, plan.Address, clock);
    }
}
