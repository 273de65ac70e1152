using Arena.Ingest.Decoding;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>A small ground with two nodes: meters at one, a bin at the other.</summary>
internal static class Ground
{
    public const string Site = "ground";
    public const string MeterNode = "node-plant";
    public const string BinNode = "node-north";
    public const string MeterTopic = "arena/v1/ground/node-plant/data";
    public const string BinTopic = "arena/v1/ground/node-north/data";

    public static readonly SeriesName Power = new("incomer", Quantities.ActivePower);
    public static readonly SeriesName Energy = new("incomer", Quantities.ActiveEnergyImport);
    public static readonly SeriesName Filling = new("bin-north-food", Quantities.FillingLevel);
    public static readonly SeriesName Water = new("water-main", Quantities.WaterConsumption);

    public static SiteManifest Manifest { get; } = new()
    {
        Site = Site,
        Title = new Title("Planen", "The ground"),
        TimeZone = "Europe/Stockholm",
        Latitude = 60.495,
        Longitude = 15.434,
        Capacity = 6500,
        Map = new SiteMap(1000, 720, [new MapShape("pitch", new Title("Plan", "Pitch"), [new(240, 185), new(765, 185), new(765, 525)])]),
        Zones = [new Zone("plant", new Title("Teknikhuset", "Plant building")), new Zone("north", new Title("Norra läktaren", "North stand"))],
        Nodes =
        [
            Node(MeterNode, "plant", [Meter("incomer", 17, "active_energy_import", "active_power"), Meter("water-main", 18, "water_consumption", null), Meter("water-kitchen", 19, "water_consumption", null)]),
            Node(BinNode, "north", [new FillPlan { Point = "bin-north-food", Every = TimeSpan.FromSeconds(10), Bus = 1, Address = 0x70, EmptyCm = 120, FullCm = 25, Calibrated = new Calibration(new DateOnly(2026, 3, 1), "Anna Berg") }]),
        ],
        Points =
        [
            Point("incomer", MeterNode, "plant", "incomer", ["active_power", "active_energy_import"], medium: "electricity"),
            Point("water-main", MeterNode, "plant", "water", ["water_consumption"], medium: "water"),
            Point("water-kitchen", MeterNode, "plant", "water", ["water_consumption"], medium: "water"),
            Point("bin-north-food", BinNode, "north", "bin", ["filling_level"], fraction: "food"),
            Point(MeterNode, MeterNode, "plant", "node", ["uptime"]),
        ],
        Matches = [new Match("degerfors", "Degerfors IF", new DateTime(2026, 11, 22, 15, 0, 0), 3200)],
    };

    public static VenueCatalogue Catalogue { get; } = new(Manifest);

    private static SiteNode Node(string name, string zone, IReadOnlyList<SensorPlan> sensors) => new()
    {
        Name = name,
        Title = new Title(name, name),
        Zone = zone,
        At = new MapPosition(10, 20),
        Board = "raspberry-pi-4",
        Buses = [],
        Sensors = sensors,
    };

    private static S0Plan Meter(string point, int line, string quantity, string? rate) => new()
    {
        Point = point,
        Every = TimeSpan.FromSeconds(10),
        Chip = "gpiochip0",
        Line = line,
        Debounce = TimeSpan.FromMilliseconds(5),
        Quantity = quantity,
        PerPulse = 1,
        RateQuantity = rate,
        MaxRate = 100_000,
    };

    private static SitePoint Point(
        string name, string node, string zone, string group, string[] quantities, string? medium = null, string? fraction = null) => new()
        {
            Name = name,
            Title = new Title(name, name),
            Zone = zone,
            At = new MapPosition(5, 6),
            Group = group,
            Fraction = fraction,
            Medium = medium,
            Node = node,
            Quantities = quantities,
        };
}
