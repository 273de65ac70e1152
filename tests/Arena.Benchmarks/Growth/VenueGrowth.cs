using System.Globalization;
using Arena.Benchmarks.EndToEnd;

namespace Arena.Benchmarks.Growth;

/// <summary>What a sample costs ingest, from a venue of one node to one of a thousand, and from 25 series to 100,000.</summary>
internal static class VenueGrowth
{
    private const string Group = "Growth, 25 samples a message, into SQLite";
    private const long WarmUp = 300_000;
    private const long Samples = 1_000_000;

    // A node alone may send 20,000 messages at once (NodeBudget): the load of one is within that.
    private const long WarmUpOfOneNode = 100_000;
    private const long SamplesOfOneNode = 375_000;

    public static Scenario Short { get; } = new(
        "Growth.Venue", "CPU and memory of ingest per sample, from 1 to 1,000 nodes and 25 to 40,000 series",
        (bench, cancellationToken) => RunAsync(bench, [(1, 25), (10, 25), (100, 25), (1_000, 25), (100, 100), (100, 400)], cancellationToken));

    public static Scenario Long { get; } = new(
        "Growth.Corners", "the same for the corners: 100 series of one node, 100,000 series of 1,000 nodes",
        (bench, cancellationToken) => RunAsync(bench, [(1, 100), (1, 400), (10, 400), (1_000, 100)], cancellationToken))
    { Asked = Asked.ByLong };

    private static async Task RunAsync(Bench bench, (int Nodes, int SeriesPerNode)[] sizes, CancellationToken cancellationToken)
    {
        foreach (var (nodes, seriesPerNode) in sizes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{nodes:#,0} {(nodes == 1 ? "node" : "nodes")} × {seriesPerNode} = {nodes * seriesPerNode:#,0} series");
            bench.Say(name);
            var (warmUp, samples) = nodes == 1 ? (WarmUpOfOneNode, SamplesOfOneNode) : (WarmUp, Samples);
            var used = await new GrowthLap(bench.Published, new BenchVenue(nodes, seriesPerNode), warmUp, samples).RunAsync(cancellationToken);
            bench.Report.Add(Group, $"{name}, CPU", used.CpuPerMillion, "CPU s/M", string.Create(CultureInfo.InvariantCulture, $"{used.SamplesPerSecond:#,0} samples/s"));
            bench.Report.Add(Group, $"{name}, peak memory", used.PeakMiB, "MiB", string.Create(CultureInfo.InvariantCulture, $"{used.IdleMiB:0} MiB before the first sample"));
        }
    }
}
