using System.Device.Gpio;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Air;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Sensors.Weight;
using Arena.Site;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>The chips of Iot.Device.Bindings, over any hardware's buses.</summary>
internal sealed class BindingsLibrary : IChipLibrary
{
    public IAirChip Air(AirPlan plan, IHardware hardware) =>
        plan.FeelsCo2 ? new Scd4xAir(hardware, plan.Bus, plan.Address) : new Bme280Air(hardware, plan.Bus, plan.Address);

    public IRangeFinder RangeFinder(FillPlan plan, IHardware hardware) => new Vl53l0xRangeFinder(hardware, plan.Bus, plan.Address);

    public ILoadCell LoadCell(Hx711Plan plan, IHardware hardware, TimeProvider time) =>
        new Hx711LoadCell(() => LinesOf(plan, hardware), plan.ClockLine, plan.DataLine, time);

    /// <summary>Only where the library drives the buses too: chosen with <c>--hardware dotnet-iot</c>.</summary>
    public IThermometer? Thermometer(TemperaturePlan plan, IHardware hardware) =>
        hardware is DotnetIotHardware ? new BindingsThermometer(hardware, plan.Bus, plan.Address) : null;

    private static GpioController LinesOf(Hx711Plan plan, IHardware hardware) => hardware is DotnetIotHardware own
        ? own.Chips.Open(plan.Chip)
        : throw new HardwareFault($"The HX711 of {plan.Point} is clocked over GPIO lines by System.Device.Gpio: read it with --hardware dotnet-iot.");
}
