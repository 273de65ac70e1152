using Arena.Site;
using Arena.Wire;
using Arena.Wire.Batches;

namespace Arena.Benchmarks.Decoding;

/// <summary>
/// A venue of 100 nodes with 25 points of four quantities each, 10,000 series, and the batches its nodes seal: chains without holes, times that
/// only grow, values of a meter's length. The same each time.
/// </summary>
internal sealed class Venue
{
    public const int Nodes = 100;
    public const int SeriesOfNode = 100;

    private static readonly Quantity[] Measured = [Quantities.ActivePower, Quantities.ActiveEnergyImport, Quantities.Temperature, Quantities.FillingLevel];
    private static readonly UnixTime Start = UnixTime.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private readonly SeriesName[][] _series =
        [.. Enumerable.Range(0, Nodes).Select(node => Enumerable.Range(0, SeriesOfNode).Select(number => Name(node, number)).ToArray())];

    private readonly Epoch[] _epochs = [.. Enumerable.Range(0, Nodes).Select(_ => Epoch.New())];
    private readonly long[] _taken = new long[Nodes];
    private readonly long[] _sealed = new long[Nodes];

    public static SiteManifest Manifest { get; } = new()
    {
        Site = "bench",
        Title = new Title("Mätbänk", "Bench"),
        TimeZone = "Europe/Stockholm",
        Latitude = 60.48,
        Longitude = 15.42,
        Capacity = 6_000,
        Map = new SiteMap(100, 100, []),
        Zones = [new Zone("bench", new Title("Mätbänk", "Bench"))],
        Nodes = [.. Enumerable.Range(0, Nodes).Select(Node)],
        Points = [.. Enumerable.Range(0, Nodes).SelectMany(node => Enumerable.Range(0, SeriesOfNode / Measured.Length).Select(point => Point(node, point)))],
        Matches = [],
    };

    /// <summary>A clock that stands shortly after all samples: nothing is too old or in the future.</summary>
    public static TimeProvider Clock { get; } = new StandingClock(Start.ToDateTimeOffset() + TimeSpan.FromHours(1));

    public static string NodeName(int node) => $"node-{node:000}";

    public static string Topic(int node) => $"arena/v1/bench/{NodeName(node)}/data";

    /// <summary>The next samples of a node: one of each series after the other, 10 ms apart.</summary>
    public Sample[] Samples(int node, int count)
    {
        var samples = new Sample[count];
        for (var i = 0; i < count; i++)
        {
            var number = _taken[node]++;
            samples[i] = new Sample(_series[node][number % SeriesOfNode], Start + TimeSpan.FromMilliseconds(10 * number), 17.25 + (0.125 * number));
        }

        return samples;
    }

    /// <summary>The next batch of a node, as it is published.</summary>
    public SealedBatch Batch(int node, int samples) => SealedBatch.Seal(_epochs[node], ++_sealed[node], Samples(node, samples));

    /// <summary>The next batches of all nodes in turn, with the node of each.</summary>
    public IEnumerable<(int Node, SealedBatch Batch)> Batches(int count, int samples) =>
        Enumerable.Range(0, count).Select(number => (number % Nodes, Batch(number % Nodes, samples)));

    private static SeriesName Name(int node, int number) => new(PointName(node, number / Measured.Length), Measured[number % Measured.Length]);

    private static string PointName(int node, int point) => $"{NodeName(node)}-point-{point:00}";

    private static SiteNode Node(int node) => new()
    {
        Name = NodeName(node),
        Title = new Title("Nod", "Node"),
        Zone = "bench",
        At = new MapPosition(node, node),
        Board = "raspberry-pi-4",
        Buses = [],
        Sensors = [new HealthPlan { Point = NodeName(node), Every = TimeSpan.FromMinutes(1) }],
    };

    private static SitePoint Point(int node, int point) => new()
    {
        Name = PointName(node, point),
        Title = new Title("Punkt", "Point"),
        Zone = "bench",
        At = new MapPosition(node, point),
        Group = "other",
        Medium = "electricity",
        Node = NodeName(node),
        Quantities = [.. Measured.Select(quantity => quantity.Name)],
    };

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
