using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A real InfluxDB 1.x on a free port of loopback, in a folder of its own. Ended and wiped with the test class.</summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    private const string Listening = "msg=\"Listening on HTTP\"";
    private const string Address = "addr=";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private InfluxServer(Process process, DirectoryInfo folder, Uri address)
    {
        _process = process;
        _folder = folder;
        _http = new HttpClient { BaseAddress = address };
    }

    public static async Task<InfluxServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("arena-grafana-");
        var configuration = Path.Combine(folder.FullName, "influxdb.conf");
        await File.WriteAllTextAsync(configuration, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:0"
            [meta]
            dir = "{folder.FullName}/meta"
            [data]
            dir = "{folder.FullName}/data"
            wal-dir = "{folder.FullName}/wal"
            [monitor]
            store-enabled = false
            [http]
            bind-address = "127.0.0.1:0"
            log-enabled = false
            """);
        var process = Process.Start(new ProcessStartInfo("influxd", ["-config", configuration]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("influxd did not start: install the package influxdb.");
        var address = await AddressAsync(process);
        var server = new InfluxServer(process, folder, address);
        await server.QueryAsync("CREATE DATABASE arena");
        return server;
    }

    /// <summary>Writes line protocol with timestamps in milliseconds.</summary>
    public async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var chunk in lines.Chunk(10_000))
        {
            using var body = new StringContent(string.Join('\n', chunk), Encoding.UTF8);
            using var answer = await _http.PostAsync(new Uri("/write?db=arena&precision=ms", UriKind.Relative), body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Asks as Grafana's data source does: POST, times in milliseconds.</summary>
    /// <returns>The series of the one statement; empty when it found nothing.</returns>
    public async Task<IReadOnlyList<InfluxSeries>> QueryAsync(string query)
    {
        using var body = new FormUrlEncodedContent([new("q", query)]);
        using var answer = await _http.PostAsync(new Uri("/query?db=arena&epoch=ms", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{query}\n{text}");
        using var document = JsonDocument.Parse(text);
        var result = document.RootElement.GetProperty("results")[0];
        Assert.False(result.TryGetProperty("error", out var error), $"{query}\n{error}");
        return result.TryGetProperty("series", out var series) ? [.. series.EnumerateArray().Select(InfluxSeries.Read)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Reads what influxd says, to the end of its life so that it never blocks; ends with the address it listens on.</summary>
    private static async Task<Uri> AddressAsync(Process process)
    {
        var said = new StringBuilder();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, heard) =>
        {
            if (heard.Data is null)
                listening.TrySetException(new InvalidOperationException($"influxd ended before it listened:\n{said}"));
            else if (heard.Data.Contains(Listening, StringComparison.Ordinal))
                listening.TrySetResult(new Uri("http://" + heard.Data.Split(' ').First(word => word.StartsWith(Address, StringComparison.Ordinal))[Address.Length..]));
            else if (!listening.Task.IsCompleted)
                said.AppendLine(heard.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await listening.Task.WaitAsync(Patience);
    }
}

/// <summary>One series of an answer.</summary>
internal sealed record InfluxSeries(string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Columns, IReadOnlyList<JsonElement> Rows)
{
    public static InfluxSeries Read(JsonElement series) => new(
        series.GetProperty("name").GetString()!,
        series.TryGetProperty("tags", out var tags) ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!) : [],
        [.. series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)],
        [.. series.GetProperty("values").EnumerateArray().Select(row => row.Clone())]);
}
