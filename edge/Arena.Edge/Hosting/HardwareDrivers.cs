using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary>The hardware drivers by the names that settings have for them, and which of them this build has.</summary>
internal static partial class HardwareDrivers
{
    public const string Help =
        "linux: this machine's GPIO, I2C and serial devices. dotnet-iot: the same by System.Device.Gpio and Iot.Device.Bindings (driver pack full), which can't see a lost pulse. virtual: emulated chips in a modelled venue.";

    private static readonly Func<TimeProvider, IHardware>? DotnetIot = Find();

    /// <summary>Reads a setting.</summary>
    /// <returns>What is wrong, with the fix, or null.</returns>
    public static string? Read(string text, out HardwareDriver driver)
    {
        HardwareDriver? known = text switch
        {
            "virtual" => HardwareDriver.Virtual,
            "linux" => HardwareDriver.Linux,
            "dotnet-iot" => HardwareDriver.DotnetIot,
            _ => null,
        };
        driver = known ?? HardwareDriver.Virtual;
        if (known is null) return $"--hardware {text} is not known: give --hardware linux, --hardware dotnet-iot or --hardware virtual";
        return known == HardwareDriver.DotnetIot && DotnetIot is null
            ? "--hardware dotnet-iot is not in this build, which has the core pack only: build with -p:ArenaDrivers=full, or give --hardware linux"
            : null;
    }

    /// <summary>As settings and reports name it.</summary>
    public static string NameOf(HardwareDriver driver) => driver switch
    {
        HardwareDriver.Virtual => "virtual",
        HardwareDriver.Linux => "linux",
        _ => "dotnet-iot",
    };

    /// <summary>This machine's hardware by the library.</summary>
    /// <exception cref="HardwareFault">This build hasn't got it; <see cref="Read"/> said so before.</exception>
    public static IHardware MakeDotnetIot(TimeProvider time) => DotnetIot?.Invoke(time) ?? throw new HardwareFault("This build has the core pack only.");

    /// <summary>Why the sensor can't be read with this driver in this build, with the fix; null where it can.</summary>
    public static string? FaultOf(SensorPlan plan, HardwareDriver driver) => ChipLibrary.FaultOf(plan)
        ?? (plan is Hx711Plan && driver != HardwareDriver.DotnetIot
            ? $"the weight sensor at {plan.Point} is an HX711, which only System.Device.Gpio clocks: give --hardware dotnet-iot"
            : null);

    private static Func<TimeProvider, IHardware>? Find()
    {
        Func<TimeProvider, IHardware>? maker = null;
        AddFullPack(ref maker);
        return maker;
    }

    // Written in Hardware/DotnetIot/, which only a build with -p:ArenaDrivers=full compiles.
    static partial void AddFullPack(ref Func<TimeProvider, IHardware>? maker);
}
