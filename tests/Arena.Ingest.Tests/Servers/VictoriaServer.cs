using System.Globalization;
using Xunit;

namespace Arena.Ingest.Tests.Servers;

/// <summary>A real VictoriaMetrics on a free port of 127.0.0.1.</summary>
public sealed class VictoriaServer : IAsyncLifetime
{
    private readonly ServerProcess _server =
        new(File.Exists("/usr/bin/victoria-metrics") ? "/usr/bin/victoria-metrics" : "/usr/bin/victoria-metrics-prod", "health");

    public Uri Url => _server.Url;

    public HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => await _server.StartAsync(
        $"-storageDataPath={_server.Folder}/data", string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{_server.Port}"), "-retentionPeriod=100y");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Everything stored of a metric, a JSON object with <c>values</c> and <c>timestamps</c> (ms) on each line.</summary>
    public async Task<string> ExportAsync(string selector)
    {
        await Http.GetStringAsync(new Uri(Url, "internal/force_flush"));
        return await Http.GetStringAsync(new Uri(Url, $"api/v1/export?match[]={Uri.EscapeDataString(selector)}&start=0&end=4000000000"));
    }
}
