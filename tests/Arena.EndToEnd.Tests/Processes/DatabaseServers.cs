using System.Globalization;

namespace Arena.EndToEnd.Tests.Processes;

/// <summary>A real InfluxDB 1.x with its files in a folder of its own.</summary>
internal sealed class InfluxProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProcess? _process;

    public string Address { get; } = $"http://127.0.0.1:{Ports.Free().ToString(CultureInfo.InvariantCulture)}";

    public ChildProcess Process => _process ?? throw new InvalidOperationException("InfluxDB was not started");

    public async Task StartAsync()
    {
        var configuration = _folder.Child("influxdb.conf");
        await File.WriteAllTextAsync(configuration, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{Ports.Free()}"
            [meta]
              dir = "{_folder.Child("meta")}"
            [data]
              dir = "{_folder.Child("data")}"
              wal-dir = "{_folder.Child("wal")}"
            [http]
              bind-address = "{Address["http://".Length..]}"
              log-enabled = false
            [monitor]
              store-enabled = false
            """);
        _process = ChildProcess.Start("/usr/bin/influxd", ["-config", configuration]);
        await Answering.WaitAsync(new Uri($"{Address}/ping"), _process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A real VictoriaMetrics with its files in a folder of its own.</summary>
internal sealed class VictoriaProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProcess? _process;

    public string Address { get; } = $"http://127.0.0.1:{Ports.Free().ToString(CultureInfo.InvariantCulture)}";

    public async Task StartAsync()
    {
        // Without dedup it keeps a resent sample twice; 1 ms is how its makers say "the same time is the same sample".
        _process = ChildProcess.Start(
            "/usr/bin/victoria-metrics",
            ["-dedup.minScrapeInterval=1ms", $"-storageDataPath={_folder.Child("data")}", $"-httpListenAddr={Address["http://".Length..]}", "-retentionPeriod=10y", "-search.latencyOffset=0s"]);
        await Answering.WaitAsync(new Uri($"{Address}/health"), _process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Waits until an address answers, or its process has ended.</summary>
internal static class Answering
{
    public static async Task WaitAsync(Uri address, ChildProcess process)
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(address, limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet; the process is still there.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }

        throw new InvalidOperationException($"{address} never answered:\n{process.Output}");
    }
}
