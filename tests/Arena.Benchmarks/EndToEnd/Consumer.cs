using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>Something that takes messages from the broker and writes them to the database.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="StartAsync">Starts it; it is subscribed when this returns.</param>
internal sealed record Consumer(string Name, Func<Stage, CancellationToken, Task<ChildProcess>> StartAsync)
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly string DataTopics = Topic.AllNodes(BenchVenue.Site, TopicKind.Data);

    /// <summary>Arena's own ingest, as a venue runs it: everything on.</summary>
    public static Consumer Arena(Published published) => new("Arena", async (stage, cancellationToken) =>
    {
        var site = stage.Child("site.yaml");
        await BenchManifest.WriteAsync(stage.Load.Venue, site, cancellationToken);
        return await ReadyAsync(await published.StartIngestAsync(
            "run", "--site", site, "--data", Directory.CreateDirectory(stage.Child("ingest")).FullName,
            "--mqtt", $"127.0.0.1:{stage.Broker.Port}", "--http", "0", "--influx", stage.Database.Address, "--influx-api", "v1"));
    });

    /// <summary>The null consumer, built before.</summary>
    public static Consumer Null(string program) => new("null consumer", async (stage, cancellationToken) =>
    {
        var series = stage.Child("series.txt");
        await File.WriteAllTextAsync(series, stage.Load.SeriesLines(), cancellationToken);
        return await ReadyAsync(ChildProcess.Start(
            program, [Text(stage.Broker.Port), Text(stage.Database.Port), BenchDatabase.Name, DataTopics, Text(stage.Load.SamplesPerMessage), series, Text(stage.Load.FirstSecond)]));
    });

    /// <summary>The Node.js peer, its packages installed before.</summary>
    public static Consumer Node(string folder) => new("Node.js", async (stage, cancellationToken) =>
    {
        var venue = stage.Load.Venue;
        var points = from node in Enumerable.Range(0, venue.Nodes)
                     from series in Enumerable.Range(0, venue.SeriesPerNode)
                     select (Name: venue.Point(node, series), Tags: new { zone = BenchVenue.Zone(node), medium = venue.IsCounter(series) ? "electricity" : null });
        var file = stage.Child("points.json");
        await File.WriteAllBytesAsync(
            file, JsonSerializer.SerializeToUtf8Bytes(new { site = BenchVenue.Site, points = points.ToDictionary(point => point.Name, point => point.Tags) }, WithoutNulls), cancellationToken);
        return await ReadyAsync(ChildProcess.Start(
            "node", [Path.Combine(folder, "consumer.mjs"), Text(stage.Broker.Port), Text(stage.Database.Port), BenchDatabase.Name, DataTopics, file]));
    });

    private static async Task<ChildProcess> ReadyAsync(ChildProcess process)
    {
        try
        {
            await process.LineAsync("ready");
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
