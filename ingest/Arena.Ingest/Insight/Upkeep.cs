using Arena.Ingest.Store;
using Arena.Ingest.Subscription;

namespace Arena.Ingest.Insight;

/// <summary>What the figures need beside the commits: a new day at midnight, registers with late readings, the size of the quarantine.</summary>
internal sealed partial class Upkeep(
    DayTotals totals, Quarantine quarantine, LiveChanges changes, StoreHealth health, TimeProvider time, ILogger<Upkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, time, stoppingToken);
                if (health.Opened)
                    await RefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await totals.RecountIfNeededAsync(cancellationToken);
            await quarantine.RecountIfGrownAsync(cancellationToken);
            changes.Announce();
        }
        catch (StoreUnavailableException error)
        {
            // The next second tries again; the figures stay at what was last known.
            LogStale(logger, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Figures could not be refreshed: {Reason}")]
    private static partial void LogStale(ILogger logger, string reason);
}
