namespace Arena.Ingest.Store.Rollups;

/// <summary>Works off the dirty hours in the background.</summary>
internal sealed class Roller(ISampleStore store, TimeProvider time, ILogger<Roller> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => throw new NotSupportedException($"{store} {time} {logger}");
}
