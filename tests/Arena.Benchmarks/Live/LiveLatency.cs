using System.Globalization;
using Arena.Benchmarks.EndToEnd;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;

namespace Arena.Benchmarks.Live;

/// <summary>
/// From measuring to a person's eyes: 100 nodes with 10,000 samples a second, through a real broker and <c>arena-ingest</c>, to a page in a real browser and to
/// a plain reader beside it. Ages are differences of one machine's clock.
/// </summary>
internal static class LiveLatency
{
    private const string Group = "Live, 10,000 samples/s, from measuring to";
    private const int SamplesPerMessage = 25;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    // Whatever was under way at the end has come by then.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public static Scenario Scenario { get; } = new("Live.Latency", "age of readings in a browser and a plain reader at 10,000 samples a second", async (bench, cancellationToken) =>
    {
        bench.Say("into SQLite");
        await RunAsync(bench, "SQLite", [], cancellationToken);
        bench.Say("into InfluxDB");
        await using var database = await BenchDatabase.StartAsync(cancellationToken);
        await RunAsync(bench, "InfluxDB", ["--influx", database.Address, "--influx-api", "v1"], cancellationToken);
    });

    private static async Task RunAsync(Bench bench, string store, string[] options, CancellationToken cancellationToken)
    {
        var venue = new BenchVenue(nodes: 100, seriesPerNode: 100);
        using var folder = new TempFolder();
        await using var broker = await BenchBroker.StartAsync();
        var site = folder.Child("site.yaml");
        await BenchManifest.WriteAsync(venue, site, cancellationToken);
        await using var ingest = await bench.Published.StartIngestAsync(
            ["run", "--site", site, "--data", folder.Path, "--mqtt", $"127.0.0.1:{broker.Port}", "--http", "0", .. options]);
        var address = (await ingest.LineAsync("arena-ingest ready")).Split(' ')[^1];

        var from = UnixTime.Max;
        var plain = new Latencies();
        await using var browser = await BrowserReader.OpenAsync(address);
        bench.Report.Version("Chromium", browser.Version);
        await using var reader = await LiveReader.ConnectAsync(
            address,
            reading =>
            {
                if (reading.Time >= from) plain.Add((reading.Came - reading.Time).TotalMilliseconds);
            },
            cancellationToken);
        await using var publisher = new LivePublisher(venue, SamplesPerMessage);
        await publisher.ConnectAsync(broker.Port, cancellationToken);

        await publisher.RunAsync(WarmUp, cancellationToken);
        var before = publisher.Samples;
        await browser.BeginAsync();
        from = UnixTime.From(TimeProvider.System.GetUtcNow());
        await publisher.RunAsync(Measured, cancellationToken);
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);

        Add("browser", await browser.TookAsync());
        Add("plain reader", plain);

        void Add(string who, Latencies latencies)
        {
            var sent = publisher.Samples - before;
            if (latencies.Count == 0)
            {
                bench.Report.Wrong($"{store}, {who}: none of {sent} live readings came");
                return;
            }

            bench.Report.Add(Group, $"{who}, p50, {store}", latencies.Nanoseconds(0.5), "ns");
            bench.Report.Add(
                Group, $"{who}, p99, {store}", latencies.Nanoseconds(0.99), "ns",
                string.Create(CultureInfo.InvariantCulture, $"{latencies} readings; {sent:#,0} were sent"));
        }
    }
}
