using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Hardware.Virtual.Lines;
using Arena.Edge.Hardware.Virtual.Ports;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Hardware.Virtual.Venue.Bins;
using Arena.Edge.Hardware.Virtual.Venue.Curves;
using Arena.Edge.Sensors;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual;

/// <summary>The emulated venue: one world that moves the emulated chips and lines of all its nodes. The same seed gives the same world, and faults lie over what its bins' sensors see.</summary>
internal sealed class VirtualVenue(SiteManifest site, int seed, IReadOnlyList<BinFault>? faults = null)
{
    private const double RangeNoiseCm = 0.7;
    private const double BridgeNoiseRaw = 120;

    public VenueModel Model { get; } = new(site, seed);

    /// <summary>The chips and lines the manifest wires to the node.</summary>
    public VirtualHardware HardwareFor(SiteNode node, NodeClock clock)
    {
        var hardware = new VirtualHardware(clock);
        foreach (var bus in node.Buses) hardware.AddBus(bus.Number);
        foreach (var plan in node.Sensors) Wire(plan, hardware, clock);
        foreach (var chip in node.Sensors.OfType<CurrentPlan>().GroupBy(plan => (plan.Bus, plan.Address)))
            hardware.VirtualBus(chip.Key.Bus).Attach(chip.Key.Address, new ClampInputs([.. chip], Model).ChipFor(clock));
        return hardware;
    }

    private void Wire(SensorPlan plan, VirtualHardware hardware, NodeClock clock)
    {
        switch (plan)
        {
            case S0Plan s0:
                hardware.Wire(s0.Chip, s0.Line, () => Pulses(s0, NowUs(clock)));
                break;
            case LidPlan lid:
                hardware.Wire(lid.Chip, lid.Line, () => Lid(lid, NowUs(clock)));
                break;
            case FillPlan { Chip: FillPlan.Vl53l0x } fill:
                var distanceCm = DistanceCm(fill);
                hardware.VirtualBus(fill.Bus).Attach(fill.Address, new Vl53l0xChip(clock, time => distanceCm(time) * 10));
                break;
            case FillPlan fill:
                hardware.VirtualBus(fill.Bus).Attach(fill.Address, RangeFinder(fill, clock));
                break;
            case WeightPlan weight:
                hardware.VirtualBus(weight.Bus).Attach(weight.Address, Scale(weight, clock));
                break;
            case AirPlan air:
                hardware.VirtualBus(air.Bus).Attach(air.Address, Air(air, clock));
                break;
            case TemperaturePlan temperature:
                hardware.VirtualBus(temperature.Bus).Attach(temperature.Address, new Mcp9808Chip(clock, Model.AirOf(temperature.Point)));
                break;
            case DcPlan dc:
                hardware.VirtualBus(dc.Bus).Attach(dc.Address, Monitor(dc, clock));
                break;
            case HanPlan han:
                hardware.Plug(han.Device, () => new HanMeter(clock, new HanRegister(Model.Flows.Of(han).In, NowUs(clock)), new HanRegister(Model.Flows.Of(han).Out, NowUs(clock)), han.Phases, Noise.Of(seed, $"{han.Point}/han")));
                break;
        }
    }

    private Ina226Chip Monitor(DcPlan plan, NodeClock clock)
    {
        var battery = Model.BatteryOf(plan.Point);
        return new Ina226Chip(clock, time => Volts(battery(time)));

        (double ShuntV, double BusV) Volts((double A, double V) now) => (now.A * plan.ShuntOhm, now.V);
    }

    private PulseTrain Pulses(S0Plan plan, long startUs)
    {
        var noise = Noise.Of(seed, $"{plan.Point}/{plan.Quantity}/pulses");
        var scattered = Flows.IsScattered(plan);
        return new PulseTrain(new Crossings(Model.Flows.Of(plan), plan.PerPulse, scattered ? noise : null, scattered ? 0 : noise.At(0), startUs));
    }

    private Mb7040Chip RangeFinder(FillPlan plan, NodeClock clock)
    {
        var noise = Noise.Of(seed, $"{plan.Point}/range");
        return new Mb7040Chip(clock, DistanceCm(plan), TimeSpan.FromMilliseconds(80 + (19 * noise.At(0))));
    }

    private Func<UnixTime, double> DistanceCm(FillPlan plan)
    {
        var bin = new BinCursor(Model.BinOf(plan.Point));
        var noise = Noise.Of(seed, $"{plan.Point}/range");
        return FaultOf(plan.Point) is { } fault ? FaultySight.Of(fault, plan, Seen) : Seen;

        double Seen(UnixTime time)
        {
            bin.MoveTo(time.Microseconds);
            return plan.EmptyCm - (bin.Level * (plan.EmptyCm - plan.FullCm)) + (RangeNoiseCm * noise.NormalAt(time.Microseconds));
        }
    }

    private IEdgeSource Lid(LidPlan plan, long startUs)
    {
        var lid = new LidSwitch(Model.BinOf(plan.Point), startUs);
        return FaultOf(plan.Point) is { Kind: BinFaultKind.LidOpen, From: var from } ? new StandingLid(lid, from.Microseconds) : lid;
    }

    private BinFault? FaultOf(string point) => faults?.FirstOrDefault(fault => fault.Point == point);

    // Drier where it is warmer; CO2 of a room with some people in it. Invented, like all curves.
    private IVirtualChip Air(AirPlan plan, NodeClock clock)
    {
        var celsius = Model.AirOf(plan.Point);
        var noise = Noise.Of(seed, $"{plan.Point}/air");
        return plan.FeelsCo2
            ? new Scd4xChip(clock, time => (celsius(time), Humidity(time), 650 + (40 * noise.NormalAt(time.Microseconds))))
            : new Bme280Chip(clock, time => (celsius(time), Humidity(time)));

        double Humidity(UnixTime time) => Math.Clamp(45 - (1.5 * (celsius(time) - 21)), 10, 95);
    }

    private Nau7802Chip Scale(WeightPlan plan, NodeClock clock)
    {
        var bin = new BinCursor(Model.BinOf(plan.Point));
        var noise = Noise.Of(seed, $"{plan.Point}/bridge");
        var rawPerKg = (plan.KnownRaw - plan.EmptyRaw) / plan.KnownKg;
        return new Nau7802Chip(clock, RawAtGain);

        double RawAtGain(UnixTime time, int gain)
        {
            bin.MoveTo(time.Microseconds);
            var raw = plan.EmptyRaw + (bin.Kg * rawPerKg) + (BridgeNoiseRaw * noise.NormalAt(time.Microseconds));
            return raw * gain / plan.Gain;
        }
    }

    private static long NowUs(NodeClock clock) => UnixTime.From(clock.GetUtcNow()).Microseconds;
}
