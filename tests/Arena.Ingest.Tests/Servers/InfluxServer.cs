using System.Globalization;
using Xunit;

namespace Arena.Ingest.Tests.Servers;

/// <summary>A real InfluxDB 1.6 on a free port of 127.0.0.1.</summary>
public sealed class InfluxServer : IAsyncLifetime
{
    private readonly ServerProcess _server = new("/usr/bin/influxd", "ping");

    public Uri Url => _server.Url;

    public HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        var configuration = Path.Combine(_server.Folder, "influxdb.conf");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{ServerProcess.FreePort()}"
            [meta]
            dir = "{_server.Folder}/meta"
            [data]
            dir = "{_server.Folder}/data"
            wal-dir = "{_server.Folder}/wal"
            [http]
            bind-address = "127.0.0.1:{_server.Port}"
            log-enabled = false
            [monitor]
            store-enabled = false

            """));
        await StartAsync();
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>.</summary>
    public Task StartAsync() => _server.StartAsync("-config", Path.Combine(_server.Folder, "influxdb.conf"));

    /// <summary>Ends it as a power cut would.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>Copies all it has to a folder, between two runs of it.</summary>
    public Task BackUpAsync(string folder) => BetweenRunsAsync(() => ServerProcess.Copy(_server.Folder, folder));

    /// <summary>Puts such a copy back.</summary>
    public Task RestoreAsync(string folder) => BetweenRunsAsync(() =>
    {
        foreach (var part in (string[])["meta", "data", "wal"])
            Directory.Delete(Path.Combine(_server.Folder, part), recursive: true);
        ServerProcess.Copy(folder, _server.Folder);
    });

    /// <summary>A statement that changes something.</summary>
    public async Task ExecuteAsync(string database, string statement)
    {
        using var response = await Http.PostAsync(new Uri(Url, $"query?db={database}"), new FormUrlEncodedContent([new("q", statement)]));
        response.EnsureSuccessStatusCode();
    }

    private async Task BetweenRunsAsync(Action action)
    {
        await KillAsync();
        action();
        await StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Sends lines behind the store's back.</summary>
    public async Task WriteAsync(string database, string lines)
    {
        using var response = await Http.PostAsync(new Uri(Url, $"write?db={database}&precision=u"), new StringContent(lines));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The answer to a query, as JSON.</summary>
    public Task<string> QueryAsync(string database, string query) =>
        Http.GetStringAsync(new Uri(Url, $"query?db={database}&epoch=u&q={Uri.EscapeDataString(query)}"));
}
