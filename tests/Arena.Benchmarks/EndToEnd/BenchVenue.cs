using Arena.Wire;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>
/// A made-up venue of any size: nodes with as many series each, four of five a temperature, the fifth an energy counter (20 at most: a Pi has that many
/// lines). Every series is a point of its own, so that a sample is a line in the database whoever writes it.
/// </summary>
internal sealed class BenchVenue
{
    public const string Site = "bench";
    private const int CounterLines = 20;

    /// <param name="nodes">From 1 to 1,000.</param>
    /// <param name="seriesPerNode">From 1 to 400.</param>
    public BenchVenue(int nodes, int seriesPerNode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nodes, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(seriesPerNode, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seriesPerNode, 400);
        (Nodes, SeriesPerNode) = (nodes, seriesPerNode);
        Counters = Math.Min(CounterLines, seriesPerNode / 5);
    }

    public int Nodes { get; }

    public int SeriesPerNode { get; }

    /// <summary>Counters of each node; they come first.</summary>
    public int Counters { get; }

    public int Series => Nodes * SeriesPerNode;

    public static string Node(int node) => $"node-{node:0000}";

    public static string Zone(int node) => node % 2 == 0 ? "north" : "south";

    public bool IsCounter(int series) => series < Counters;

    public string Point(int node, int series) => $"{(IsCounter(series) ? "meter" : "air")}-{node:0000}-{series:000}";

    public SeriesName Name(int node, int series) => new(Point(node, series), IsCounter(series) ? Quantities.ActiveEnergyImport : Quantities.Temperature);
}
