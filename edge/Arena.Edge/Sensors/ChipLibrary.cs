using Arena.Edge.Hardware;
using Arena.Edge.Sensors.Air;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Sensors.Weight;
using Arena.Site;

namespace Arena.Edge.Sensors;

/// <summary>Chips that a library drives, in a build with the driver pack <c>full</c>.</summary>
internal interface IChipLibrary
{
    IAirChip Air(AirPlan plan, IHardware hardware);

    IRangeFinder RangeFinder(FillPlan plan, IHardware hardware);

    ILoadCell LoadCell(Hx711Plan plan, IHardware hardware, TimeProvider time);

    /// <summary>The library's thermometer, or null where the hardware's driver leaves it to our own.</summary>
    IThermometer? Thermometer(TemperaturePlan plan, IHardware hardware);
}

/// <summary>The library of this build.</summary>
internal static partial class ChipLibrary
{
    /// <summary>Null in a build with the core pack only.</summary>
    public static IChipLibrary? Loaded { get; } = Load();

    /// <summary>Why this build can't read the sensor, with the fix; null where it can.</summary>
    public static string? FaultOf(SensorPlan plan) => Loaded is null && ChipOf(plan) is { } chip
        ? $"the {plan.Kind} sensor at {plan.Point} has the chip {chip.ToUpperInvariant()}, and this build has the core pack only: build with -p:ArenaDrivers=full, or wire another chip"
        : null;

    /// <summary>For a sensor whose faults were to be told before.</summary>
    /// <exception cref="HardwareFault">This build has no library.</exception>
    public static IChipLibrary For(SensorPlan plan) => Loaded ?? throw new HardwareFault($"{FaultOf(plan)}.");

    private static string? ChipOf(SensorPlan plan) => plan switch
    {
        AirPlan air => air.Chip,
        FillPlan { Chip: not FillPlan.Mb7040 } fill => fill.Chip,
        Hx711Plan => "hx711",
        _ => null,
    };

    private static IChipLibrary? Load()
    {
        IChipLibrary? library = null;
        AddFullPack(ref library);
        return library;
    }

    // Written in Hardware/DotnetIot/, which only a build with -p:ArenaDrivers=full compiles.
    static partial void AddFullPack(ref IChipLibrary? library);
}
