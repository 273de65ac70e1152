using Arena.Site;

namespace Arena.Edge.Tests.Sensors;

/// <summary>Plans as a manifest would give them.</summary>
internal static class SomePlan
{
    public const string Chip = "pinctrl-bcm2835";

    /// <summary>1000 imp/kWh, at most 11 kW.</summary>
    public static S0Plan Meter { get; } = new()
    {
        Point = "kitchen-main",
        Every = TimeSpan.FromSeconds(10),
        Chip = Chip,
        Line = 5,
        Debounce = TimeSpan.FromMilliseconds(10),
        Quantity = "active_energy_import",
        PerPulse = 1,
        RateQuantity = "active_power",
        MaxRate = 11_000,
    };

    /// <summary>At most two persons a second.</summary>
    public static S0Plan Turnstile { get; } = Meter with
    {
        Point = "turnstile-north-1",
        Line = 6,
        Quantity = "people_count_towards",
        RateQuantity = null,
        MaxRate = 2,
    };

    public static LidPlan Lid { get; } = new()
    {
        Point = "bin-north-1-food",
        Every = TimeSpan.FromSeconds(60),
        Chip = Chip,
        Line = 7,
        Debounce = TimeSpan.FromMilliseconds(50),
    };

    public static FillPlan Fill { get; } = new()
    {
        Point = "bin-north-1-food",
        Every = TimeSpan.FromSeconds(60),
        Bus = 1,
        Address = 0x70,
        EmptyCm = 100,
        FullCm = 25,
    };

    /// <summary>1000 raw a kg.</summary>
    public static WeightPlan Weight { get; } = new()
    {
        Point = "bin-north-1-food",
        Every = TimeSpan.FromSeconds(60),
        Bus = 1,
        Address = 0x2A,
        Gain = 128,
        EmptyRaw = 150_000,
        KnownKg = 20,
        KnownRaw = 170_000,
        MaxKg = 200,
    };

    public static TemperaturePlan Temperature { get; } = new()
    {
        Point = "climate-lounge",
        Every = TimeSpan.FromSeconds(60),
        Bus = 1,
        Address = 0x18,
    };

    /// <summary>SCT-013-000 with 22 Ω.</summary>
    public static CurrentPlan Current { get; } = new()
    {
        Point = "kitchen-dishwasher",
        Every = TimeSpan.FromSeconds(60),
        Bus = 1,
        Address = 0x48,
        Input = "a0",
        AmperesPerVolt = 2000 / 22.0,
        MainsV = 230,
        MaxA = 100,
    };

    /// <summary>2 mΩ.</summary>
    public static DcPlan Dc { get; } = new()
    {
        Point = "roof-battery",
        Every = TimeSpan.FromSeconds(60),
        Bus = 1,
        Address = 0x40,
        ShuntOhm = 0.002,
        MaxA = 20,
    };

    public static HealthPlan Health { get; } = new() { Point = "node-clubhouse", Every = TimeSpan.FromSeconds(60) };
}
