using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Tests.Store;

/// <summary>A small venue, and series of it.</summary>
internal static class Venue
{
    public static readonly SeriesName Power = new("kitchen-main", Quantities.ActivePower);
    public static readonly SeriesName Energy = new("kitchen-main", Quantities.ActiveEnergyImport);
    public static readonly SeriesName Filling = new("bin-north-03-food", Quantities.FillingLevel);
    public static readonly SeriesName Weight = new("bin-north-03-food", Quantities.CargoWeight);
    public static readonly SeriesName Uptime = new("pi-kitchen", Quantities.Uptime);

    public static SiteManifest Site { get; } = new()
    {
        Site = "arena",
        Title = new Title("Arenan", "The arena"),
        TimeZone = "Europe/Stockholm",
        Latitude = 60.48,
        Longitude = 15.43,
        Capacity = 6000,
        Map = new SiteMap(100, 100, []),
        Zones = [new Zone("kitchen", new Title("Kök", "Kitchen")), new Zone("north", new Title("Norra", "North"))],
        Nodes = [new SiteNode { Name = "pi-kitchen", Title = new Title("Kök", "Kitchen"), Zone = "kitchen", At = default, Board = "raspberry-pi-4", Buses = [], Sensors = [] }],
        Points =
        [
            Point("kitchen-main", "kitchen", ["active_power", "active_energy_import"], medium: "electricity"),
            Point("bin-north-03-food", "north", ["filling_level", "cargo_weight"], fraction: "food"),
        ],
        Matches = [],
    };

    private static SitePoint Point(string name, string zone, string[] quantities, string? medium = null, string? fraction = null) => new()
    {
        Name = name,
        Title = new Title(name, name),
        Zone = zone,
        At = default,
        Group = medium is null ? "bin" : "kitchen",
        Fraction = fraction,
        Medium = medium,
        Node = "pi-kitchen",
        Quantities = quantities,
    };
}
