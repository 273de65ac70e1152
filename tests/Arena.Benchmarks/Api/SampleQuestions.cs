using Arena.Benchmarks.EndToEnd;
using Arena.Benchmarks.Report;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire;

namespace Arena.Benchmarks.Api;

/// <summary>
/// What a researcher asks of a year of data, over HTTP on loopback from a running <c>arena-ingest</c>, from sending the question to the last byte of the
/// answer. The median of several.
/// </summary>
internal static class SampleQuestions
{
    private const string Group = "HTTP API, a year in arena.db";
    private const int WarmUps = 3;
    private const int Times = 15;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static Scenario Scenario { get; } = new("Api.Samples", "30 days of one series as CSV, and its daily mean over a year, over HTTP", RunAsync);

    private static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var venue = new BenchVenue(nodes: 1, seriesPerNode: 10);
        var file = new YearFile(venue);
        var end = UnixTime.From(TimeProvider.System.GetUtcNow()).TruncatedToMilliseconds();
        await file.WriteAsync(folder.Path, end, cancellationToken);
        bench.Say("a year is stored and rolled up; asking");

        await using var broker = await BenchBroker.StartAsync();
        var site = folder.Child("site.yaml");
        await BenchManifest.WriteAsync(venue, site, cancellationToken);
        await using var ingest = await bench.Published.StartIngestAsync(
            "run", "--site", site, "--data", folder.Path, "--mqtt", $"127.0.0.1:{broker.Port}", "--http", "0");
        var address = (await ingest.LineAsync("arena-ingest ready")).Split(' ')[^1];

        var samples = $"{address}/api/v1/samples?point={file.Series.Point}&to={end}";
        await AskAsync(bench, "30 days, 259,200 samples, CSV", $"{samples}&from={end - Month}&format=csv", (int)(Month / YearFile.Pace), 150e6, cancellationToken);
        await AskAsync(bench, "30 days, 259,200 samples, JSON", $"{samples}&from={end - Month}&format=json", 0, null, cancellationToken);
        await AskAsync(bench, "year, daily mean, CSV", $"{samples}&from={end - Year}&every=1d&format=csv", 366, 20e6, cancellationToken);
        await AskAsync(bench, "year, hourly mean, CSV", $"{samples}&from={end - Year}&every=1h&format=csv", 8761, null, cancellationToken);
    }

    private static async Task AskAsync(Bench bench, string name, string question, int rows, double? most, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var took = new List<double>();
        var bytes = 0L;
        for (var time = 0; time < WarmUps + Times; time++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var (lines, length) = await ReadAsync(http, question, cancellationToken);
            took.Add(TimeProvider.System.GetElapsedTime(began).TotalNanoseconds);
            bytes = length;

            // The head is a line too.
            if (rows > 0 && lines != rows + 1)
            {
                bench.Report.Wrong($"{name}: {lines - 1} rows of {rows} came");
                return;
            }
        }

        var first = took[0];
        took.RemoveRange(0, WarmUps);
        took.Sort();
        var (unit, times) = bytes < 1 << 20 ? ("kB", 1e3) : ("MB", 1e6);
        bench.Report.Add(
            Group, name, took[Times / 2], "ns", $"median of {Times}, {took[0] / 1e6:0.0}–{took[^1] / 1e6:0.0} ms; the first {first / 1e6:0} ms; {bytes / times:0.0} {unit}",
            most is { } limit ? Limit.NoMoreThan(limit) : null);
    }

    private static async Task<(int Lines, long Bytes)> ReadAsync(HttpClient http, string question, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(question), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 17];
        var (lines, bytes) = (0, 0L);
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            bytes += read;
        }

        return (lines, bytes);
    }
}
