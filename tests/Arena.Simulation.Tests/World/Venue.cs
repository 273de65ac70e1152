using Arena.Site;
using Arena.Wire;

namespace Arena.Simulation.Tests.World;

/// <summary>A ground with a few nodes of one meter each: enough for every fault, small enough for thousands of runs.</summary>
internal static class Venue
{
    public const string Site = "ground";

    /// <summary>Most nodes of a run.</summary>
    public const int MostNodes = 3;

    public static SiteManifest Manifest { get; } = new()
    {
        Site = Site,
        Title = new Title("Planen", "The ground"),
        TimeZone = "Europe/Stockholm",
        Latitude = 60.495,
        Longitude = 15.434,
        Capacity = 6500,
        Map = new SiteMap(1000, 720, [new MapShape("pitch", new Title("Plan", "Pitch"), [new(240, 185), new(765, 185), new(765, 525)])]),
        Zones = [new Zone("plant", new Title("Teknikhuset", "Plant building"))],
        Nodes = [.. Enumerable.Range(0, MostNodes).Select(index => new SiteNode
        {
            Name = NodeName(index),
            Title = new Title(NodeName(index), NodeName(index)),
            Zone = "plant",
            At = new MapPosition(10, 20),
            Board = "raspberry-pi-4",
            Buses = [],
            Sensors = [],
        })],
        Points = [.. Enumerable.Range(0, MostNodes).Select(index => new SitePoint
        {
            Name = PointName(index),
            Title = new Title(PointName(index), PointName(index)),
            Zone = "plant",
            At = new MapPosition(5, 6),
            Group = "other",
            Node = NodeName(index),
            Quantities = [Quantities.ActivePower.Name, Quantities.ActiveEnergyImport.Name],
        })],
        Matches = [],
    };

    public static string NodeName(int index) => $"node-{index}";

    public static SeriesName Power(int index) => Powers[index];

    public static SeriesName Energy(int index) => Energies[index];

    /// <summary>Every series there is.</summary>
    public static IReadOnlyList<SeriesName> Series => [.. Powers, .. Energies];

    private static readonly SeriesName[] Powers = [.. Enumerable.Range(0, MostNodes).Select(index => new SeriesName(PointName(index), Quantities.ActivePower))];
    private static readonly SeriesName[] Energies = [.. Enumerable.Range(0, MostNodes).Select(index => new SeriesName(PointName(index), Quantities.ActiveEnergyImport))];

    private static string PointName(int index) => $"meter-{index}";
}
