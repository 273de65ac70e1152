using System.Globalization;
using Arena.Benchmarks.Report;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>Arena's ingest against its peers: laps in turns, medians, and the ratios that must hold.</summary>
internal static class Race
{
    private const int Laps = 3;

    public static Scenario All { get; } = new(
        "EndToEnd.Race", "Arena, the Node.js peer and the null consumer, from the broker into InfluxDB", async (bench, cancellationToken) =>
        {
            await Peers.NameServersAsync(bench.Report);
            Consumer[] consumers = [Consumer.Arena, Consumer.Null(await Peers.NullAsync(bench)), Consumer.Node(await Peers.NodeAsync(bench))];
            await RunAsync(bench, Shape.Single, consumers, aheadOfNode: 1.1, cancellationToken);
            await RunAsync(bench, Shape.Packs, consumers, aheadOfNode: 1.5, cancellationToken);
        });

    /// <summary>A quick look at each consumer alone, one lap of each shape.</summary>
    public static IEnumerable<Scenario> Alone { get; } =
    [
        new("EndToEnd.Ours", "one lap of Arena in each shape, for a quick look", (bench, cancellationToken) => AloneAsync(bench, Consumer.Arena, cancellationToken)) { Asked = Asked.ByName },
        new("EndToEnd.Node", "one lap of the Node.js peer in each shape", async (bench, cancellationToken) =>
            await AloneAsync(bench, Consumer.Node(await Peers.NodeAsync(bench)), cancellationToken)) { Asked = Asked.ByName },
        new("EndToEnd.Null", "one lap of the null consumer in each shape", async (bench, cancellationToken) =>
            await AloneAsync(bench, Consumer.Null(await Peers.NullAsync(bench)), cancellationToken)) { Asked = Asked.ByName },
    ];

    private static async Task RunAsync(Bench bench, Shape shape, Consumer[] consumers, double aheadOfNode, CancellationToken cancellationToken)
    {
        var laps = consumers.ToDictionary(consumer => consumer, _ => new List<Lap>());
        for (var lap = 1; lap <= Laps; lap++)
        {
            foreach (var consumer in consumers)
            {
                bench.Say(string.Create(CultureInfo.InvariantCulture, $"{shape.Name}, lap {lap} of {Laps}: {consumer.Name}"));
                laps[consumer].Add(await LapAsync(bench, shape, consumer, cancellationToken));
            }
        }

        var group = Group(shape);
        foreach (var consumer in consumers)
            Add(bench.Report, group, consumer, laps[consumer]);

        var (arena, bare, node) = (laps[consumers[0]], laps[consumers[1]], laps[consumers[2]]);
        Ratio("samples/s, Arena : null consumer", arena, bare, lap => lap.SamplesPerSecond, Limit.NoLessThan(0.9));
        Ratio("samples/s, Arena : Node.js", arena, node, lap => lap.SamplesPerSecond, Limit.NoLessThan(aheadOfNode));
        Ratio("CPU, Arena : Node.js", arena, node, lap => lap.CpuPerMillion, Limit.NoMoreThan(0.333));
        Ratio("peak memory, Arena : Node.js", arena, node, lap => lap.PeakMiB, Limit.NoMoreThan(1));

        void Ratio(string name, List<Lap> ours, List<Lap> theirs, Func<Lap, double> of, Limit limit) =>
            bench.Report.Add(group, name, Median(ours, of) / Median(theirs, of), "×", limit: limit);
    }

    private static async Task AloneAsync(Bench bench, Consumer consumer, CancellationToken cancellationToken)
    {
        foreach (var shape in (Shape[])[Shape.Single, Shape.Packs])
            Add(bench.Report, $"{Group(shape)}, one lap", consumer, [await LapAsync(bench, shape, consumer, cancellationToken)]);
    }

    private static async Task<Lap> LapAsync(Bench bench, Shape shape, Consumer consumer, CancellationToken cancellationToken)
    {
        var lap = await new Course(shape, consumer, bench).RunAsync(cancellationToken);
        bench.Say(string.Create(CultureInfo.InvariantCulture, $"  {lap.SamplesPerSecond:#,0} samples/s, {lap.CpuPerMillion:0.00} CPU s/M, {lap.PeakMiB:0} MiB"));
        return lap;
    }

    private static string Group(Shape shape) => $"End to end into InfluxDB, {shape.Name}";

    private static void Add(BenchReport report, string group, Consumer consumer, List<Lap> laps)
    {
        report.Add(group, consumer.Name, Median(laps, lap => lap.SamplesPerSecond), "samples/s", Spread(laps));
        report.Add(
            group, $"{consumer.Name}, CPU", Median(laps, lap => lap.CpuPerMillion), "CPU s/M",
            string.Create(CultureInfo.InvariantCulture, $"beside it broker {Median(laps, lap => lap.BrokerCpuPerMillion):0.0}, database {Median(laps, lap => lap.DatabaseCpuPerMillion):0.0}"));
        report.Add(group, $"{consumer.Name}, peak memory", Median(laps, lap => lap.PeakMiB), "MiB");
    }

    private static string Spread(List<Lap> laps) => laps.Count == 1
        ? "one lap"
        : string.Create(CultureInfo.InvariantCulture, $"median of {laps.Count}, {laps.Min(lap => lap.SamplesPerSecond):#,0} to {laps.Max(lap => lap.SamplesPerSecond):#,0}");

    private static double Median(List<Lap> laps, Func<Lap, double> of) => laps.Select(of).Order().ElementAt(laps.Count / 2);
}
