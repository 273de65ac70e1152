using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>An InfluxDB that holds the recording.</summary>
public sealed class RecordedInflux : IAsyncLifetime
{
    private InfluxServer? _server;

    internal Recording Recording { get; } = new();

    internal InfluxServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await InfluxServer.StartAsync();
        await _server.WriteAsync(Recording.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
