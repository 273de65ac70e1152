using System.Globalization;
using Arena.Benchmarks.Report;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>Arena's ingest against its peers: laps in turns, medians, and the ratios that must hold.</summary>
internal sealed class Race(Bench bench, Coming coming, int laps)
{
    private const int Laps = 3;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("EndToEnd.Race", "Arena, the Node.js peer and the null consumer, from the broker into InfluxDB", (bench, cancellationToken) =>
            new Race(bench, Coming.Live, Laps).RunAsync(cancellationToken)),
        new("EndToEnd.Backlog", "the same with the load queued at the broker before, as after an outage of the consumer", (bench, cancellationToken) =>
            new Race(bench, Coming.Backlog, Laps).RunAsync(cancellationToken)) { Asked = Asked.ByLong },
        new("EndToEnd.Ours", "one lap of Arena in each shape, for a quick look", (bench, cancellationToken) =>
            new Race(bench, Coming.Live, laps: 1).AloneAsync(Consumer.Arena(bench.Published), cancellationToken)) { Asked = Asked.ByName },
        new("EndToEnd.Node", "one lap of the Node.js peer in each shape", async (bench, cancellationToken) =>
            await new Race(bench, Coming.Live, laps: 1).AloneAsync(Consumer.Node(await Peers.NodeAsync(bench)), cancellationToken)) { Asked = Asked.ByName },
        new("EndToEnd.Null", "one lap of the null consumer in each shape", async (bench, cancellationToken) =>
            await new Race(bench, Coming.Live, laps: 1).AloneAsync(Consumer.Null(await Peers.NullAsync(bench)), cancellationToken)) { Asked = Asked.ByName },
    ];

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Peers.NameServersAsync(bench.Report);
        var (arena, bare, node) = (Consumer.Arena(bench.Published), Consumer.Null(await Peers.NullAsync(bench)), Consumer.Node(await Peers.NodeAsync(bench)));
        foreach (var shape in (Shape[])[Shape.Single, Shape.Packs])
        {
            var results = await LapsAsync(shape, [arena, bare, node], cancellationToken);
            Ratios(shape, results[arena], results[bare], results[node]);
        }
    }

    private async Task AloneAsync(Consumer consumer, CancellationToken cancellationToken)
    {
        await Peers.NameServersAsync(bench.Report);
        foreach (var shape in (Shape[])[Shape.Single, Shape.Packs])
            await LapsAsync(shape, [consumer], cancellationToken);
    }

    private async Task<Dictionary<Consumer, Result>> LapsAsync(Shape shape, Consumer[] consumers, CancellationToken cancellationToken)
    {
        var done = consumers.ToDictionary(consumer => consumer, _ => new List<Lap>());
        for (var number = 1; number <= laps; number++)
        {
            foreach (var consumer in consumers)
            {
                bench.Say($"{Group(shape)}, lap {number} of {laps}: {consumer.Name}");
                var lap = await new Course(shape, coming, consumer, bench).RunAsync(cancellationToken);
                bench.Say(string.Create(CultureInfo.InvariantCulture, $"  {lap.SamplesPerSecond:#,0} samples/s, {lap.CpuPerMillion:0.00} CPU s/M, {lap.PeakMiB:0} MiB"));
                done[consumer].Add(lap);
            }
        }

        var results = done.ToDictionary(one => one.Key, one => new Result(one.Value));
        foreach (var (consumer, result) in results)
            result.Add(bench.Report, Group(shape), consumer.Name);
        return results;
    }

    // What must hold is said of the live stream; how fast a backlog drains is told beside it.
    private void Ratios(Shape shape, Result arena, Result bare, Result node)
    {
        Ratio("samples/s, Arena : null consumer", arena.SamplesPerSecond / bare.SamplesPerSecond, Limit.NoLessThan(0.9));
        Ratio("samples/s, Arena : Node.js", arena.SamplesPerSecond / node.SamplesPerSecond, Limit.NoLessThan(shape.TimesNode));
        Ratio("CPU, Arena : Node.js", arena.CpuPerMillion / node.CpuPerMillion, Limit.NoMoreThan(1 / 3.0));
        Ratio("peak memory, Arena : Node.js", arena.PeakMiB / node.PeakMiB, Limit.NoMoreThan(1));

        void Ratio(string name, double value, Limit limit) => bench.Report.Add(Group(shape), name, value, "×", limit: coming == Coming.Live ? limit : null);
    }

    private string Group(Shape shape) =>
        $"End to end into InfluxDB, {(coming == Coming.Live ? "live" : "backlog")}, {shape.Name}{(laps == 1 ? ", one lap" : "")}";
}
