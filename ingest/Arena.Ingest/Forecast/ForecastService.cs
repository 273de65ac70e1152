using Arena.Ingest.Store;
using Arena.Ingest.Subscription;

namespace Arena.Ingest.Forecast;

/// <summary>Computes the forecast anew each minute.</summary>
internal sealed partial class ForecastService(Forecasts forecasts, StoreHealth health, TimeProvider time, ILogger<ForecastService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            do
            {
                if (health.Opened)
                    await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (ReadNotSupportedException never)
        {
            LogNever(never.Message);
        }
    }

    private async ValueTask TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await forecasts.ComputeAsync(cancellationToken);
        }
        catch (StoreUnavailableException away)
        {
            LogWaits(away.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The forecast waits: {Why}")]
    private partial void LogWaits(string why);

    [LoggerMessage(LogLevel.Warning, "It is not foreseen when bins are full: {Why}")]
    private partial void LogNever(string why);
}
