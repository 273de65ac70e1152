using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.Benchmarks.Growth;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;

namespace Arena.Benchmarks.Live;

/// <summary>
/// Ingest has stood still while 12 nodes measured for some days: the real worker plays them into its outboxes and measures on. Then ingest goes on: how fast
/// does the backlog drain, and how late are live readings meanwhile?
/// </summary>
internal sealed class Backlog(Bench bench, int days)
{
    private const int Nodes = 12;
    private const int Series = 10;
    private const double MostLate = 2e9;

    private static readonly TimeSpan Playing = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Draining = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly TimeProvider _time = TimeProvider.System;

    public static Scenario Day { get; } = new(
        "Live.Backlog", "a day of 12 nodes drains while live readings go on", (bench, cancellationToken) => new Backlog(bench, 1).RunAsync(cancellationToken));

    public static Scenario Week { get; } = new(
        "Live.Week", "a week of 12 nodes drains while live readings go on", (bench, cancellationToken) => new Backlog(bench, 7).RunAsync(cancellationToken))
    { Asked = Asked.ByLong };

    private UnixTime Now => UnixTime.From(_time.GetUtcNow());

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var broker = await BenchBroker.StartAsync();
        var site = folder.Child("site.yaml");
        await WriteSiteAsync(site, cancellationToken);
        var (mqtt, outboxes) = ($"127.0.0.1:{broker.Port}", folder.Child("edge"));
        await using var ingest = await bench.Published.StartIngestAsync(
            "run", "--site", site, "--data", Directory.CreateDirectory(folder.Child("ingest")).FullName, "--mqtt", mqtt, "--http", "0");
        var address = (await ingest.LineAsync("arena-ingest ready")).Split(' ')[^1];
        ingest.Stop();
        await using var edge = ChildProcess.StartArena(
            "edge/Arena.Edge", "arena-edge", "run", "--site", site, "--data", outboxes, "--mqtt", mqtt, "--all", "--hardware", "virtual", "--clock", "trusted",
            "--history", days.ToString(CultureInfo.InvariantCulture));
        await edge.LineAsync("arena-edge ready", Playing);

        var readings = new SealedReadings(Enumerable.Range(0, Nodes).Select(node => Path.Combine(outboxes, BenchVenue.Node(node))));
        var (batches, samples) = readings.Total();
        bench.Say(string.Create(CultureInfo.InvariantCulture, $"{batches:#,0} batches with {samples:#,0} samples wait; ingest goes on"));
        using var stored = new StoredCount(folder.Child("ingest"));
        var (began, from) = (_time.GetTimestamp(), Now);
        ingest.Continue();
        var live = new List<LiveReading>();
        TimeSpan took;
        await using (await LiveReader.ConnectAsync(address, Take, cancellationToken))
        {
            await DrainedAsync(stored, samples, ingest, cancellationToken);
            took = _time.GetElapsedTime(began);
        }

        Tell(samples, batches, took, live, readings.Since(from));

        void Take(LiveReading reading)
        {
            if (reading.Time >= from) live.Add(reading);
        }
    }

    private void Tell(
        long samples, long batches, TimeSpan took, List<LiveReading> live, Dictionary<(string Point, string Quantity, UnixTime Time), UnixTime> readings)
    {
        var (afterSealing, age) = (new Latencies(), new Latencies());
        foreach (var reading in live)
        {
            age.Add((reading.Came - reading.Time).TotalMilliseconds);
            if (readings.TryGetValue((reading.Point, reading.Quantity, reading.Time), out var at))
                afterSealing.Add((reading.Came - at).TotalMilliseconds);
        }

        var group = string.Create(CultureInfo.InvariantCulture, $"Backlog of {(days == 1 ? "a day" : $"{days} days")}, 12 nodes");
        bench.Report.Add(
            group, "drain rate", samples / took.TotalSeconds, "samples/s",
            string.Create(CultureInfo.InvariantCulture, $"{samples:#,0} samples in {took.TotalSeconds:0.0} s, {batches / took.TotalSeconds:#,0} batches/s"));
        if (afterSealing.Count == 0)
        {
            bench.Report.Wrong("no live reading came while the backlog drained");
            return;
        }

        bench.Report.Add(
            group, "live meanwhile, sealed to read, worst", afterSealing.Nanoseconds(1), "ns",
            string.Create(CultureInfo.InvariantCulture, $"of {afterSealing.Count:#,0}, p50 {afterSealing.Nanoseconds(0.5) / 1e6:0} ms"), Limit.NoMoreThan(MostLate));
        bench.Report.Add(
            group, "live meanwhile, measured to read, worst", age.Nanoseconds(1), "ns",
            string.Create(CultureInfo.InvariantCulture, $"p50 {age.Nanoseconds(0.5) / 1e6:#,0} ms; up to 5 s of it a reading waits to be sealed with others"));
    }

    // Live readings are among what is stored meanwhile, some hundred of hundreds of thousands.
    private async Task DrainedAsync(StoredCount stored, long samples, ChildProcess ingest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Draining);
        while (stored.Now() < samples)
        {
            if (ingest.HasExited) throw new InvalidOperationException($"ingest ended. It said:\n{ingest.Output}");
            await Task.Delay(Look, _time, limit.Token);
        }
    }

    // Counters each ten seconds, temperatures each half minute: the pace of a real venue.
    private static async Task WriteSiteAsync(string site, CancellationToken cancellationToken)
    {
        await BenchManifest.WriteAsync(new BenchVenue(Nodes, Series), site, cancellationToken);
        var lines = await File.ReadAllLinesAsync(site, cancellationToken);
        await File.WriteAllLinesAsync(
            site,
            lines.Select(line => line.Replace("every: 1s", line.Contains("kind: s0", StringComparison.Ordinal) ? "every: 10s" : "every: 30s", StringComparison.Ordinal)),
            cancellationToken);
    }
}
