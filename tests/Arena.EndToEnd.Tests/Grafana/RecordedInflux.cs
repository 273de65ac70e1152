using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Grafana;

/// <summary>A real InfluxDB that holds the recording.</summary>
public sealed class RecordedInflux : IAsyncLifetime
{
    private readonly InfluxProcess _process = new();

    public RecordedInflux() => Client = new InfluxClient(new Uri(_process.Address));

    internal InfluxClient Client { get; }

    public async ValueTask InitializeAsync()
    {
        await _process.StartAsync();
        await Client.QueryAsync("CREATE DATABASE arena");
        await Client.WriteAsync(VenueRecording.Shared.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
