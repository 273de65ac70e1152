using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Tests.Figures;

/// <summary>A ground with one of everything that figures are made of, and a match at 15:00 on 2026-11-22, which is 14:00 UTC.</summary>
internal static class MatchGround
{
    public const string Node = "node-one";
    public const string MatchName = "2026-11-22-degerfors-if";

    public static readonly SeriesName Turnstile = new("turnstile-1", Quantities.PeopleCountTowards);
    public static readonly SeriesName OtherTurnstile = new("turnstile-2", Quantities.PeopleCountTowards);
    public static readonly SeriesName Bought = new("incomer", Quantities.ActiveEnergyImport);
    public static readonly SeriesName Sold = new("incomer", Quantities.ActiveEnergyExport);
    public static readonly SeriesName Sun = new("solar-1", Quantities.ActiveEnergyExport);
    public static readonly SeriesName Water = new("water-main", Quantities.WaterConsumption);
    public static readonly SeriesName Residual = new("bin-residual", Quantities.CargoWeight);
    public static readonly SeriesName Food = new("bin-food", Quantities.CargoWeight);
    public static readonly SeriesName Plastic = new("bin-plastic", Quantities.FillingLevel);

    /// <summary>14:00 UTC.</summary>
    public static UnixTime KickOff { get; } = UnixTime.From(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

    public static SiteManifest Site { get; } = new()
    {
        Site = "ground",
        Title = new Title("Planen", "The ground"),
        TimeZone = "Europe/Stockholm",
        Latitude = 60.495,
        Longitude = 15.434,
        Capacity = 6500,
        Map = new SiteMap(1000, 720, []),
        Zones = [new Zone("north", new Title("Norr", "North"))],
        Nodes =
        [
            new SiteNode
            {
                Name = Node, Title = new Title(Node, Node), Zone = "north", At = default, Board = "raspberry-pi-4", Buses = [],
                Sensors = [new WeightPlan { Point = "bin-food", Every = TimeSpan.FromMinutes(1), Bus = 1, Address = 0x2A, Gain = 128, EmptyRaw = 0, KnownKg = 20, KnownRaw = 200_000, MaxKg = 200 }],
            },
        ],
        Points =
        [
            Point("turnstile-1", "turnstile", ["people_count_towards", "people_count_away"]),
            Point("turnstile-2", "turnstile", ["people_count_towards"]),
            Point("incomer", "incomer", ["active_energy_import", "active_energy_export"], medium: "electricity"),
            Point("solar-1", "solar", ["active_energy_export"], medium: "electricity"),
            Point("water-main", "water", ["water_consumption"], medium: "water"),
            Point("bin-residual", "bin", ["filling_level", "cargo_weight"], fraction: "residual"),
            Point("bin-food", "bin", ["filling_level", "cargo_weight"], fraction: "food"),
            Point("bin-plastic", "bin", ["filling_level"], fraction: "plastic"),
            Point(Node, "node", ["uptime"]),
        ],
        Matches = [new Match(MatchName, "Degerfors IF", new DateTime(2026, 11, 22, 15, 0, 0), 3200)],
    };

    private static SitePoint Point(string name, string group, string[] quantities, string? medium = null, string? fraction = null) => new()
    {
        Name = name,
        Title = new Title(name, name),
        Zone = "north",
        At = default,
        Group = group,
        Fraction = fraction,
        Medium = medium,
        Node = Node,
        Quantities = quantities,
    };
}
