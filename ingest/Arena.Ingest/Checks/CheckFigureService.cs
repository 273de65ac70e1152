using Arena.Ingest.Store;
using Arena.Ingest.Subscription;

namespace Arena.Ingest.Checks;

/// <summary>Writes the figures of checks within seconds, and as soon as the store is back when it was away.</summary>
internal sealed partial class CheckFigureService(CheckFigures figures, StoreHealth health, TimeProvider time, ILogger<CheckFigureService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (health.Opened)
                    await TryWriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async ValueTask TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await figures.WriteAsync(cancellationToken);
        }
        catch (StoreUnavailableException away)
        {
            LogWaits(away.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Figures of sorting checks wait: {Why}")]
    private partial void LogWaits(string why);
}
