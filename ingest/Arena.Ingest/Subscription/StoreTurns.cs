using Arena.Ingest.Store;

namespace Arena.Ingest.Subscription;

/// <summary>Does something every so often, the first time at once; not before the store was opened, and again the next time where it is away.</summary>
/// <param name="what">What it does, as the log names it.</param>
/// <param name="every">How often.</param>
/// <param name="health">Whether the store was opened.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where waiting is told.</param>
internal abstract partial class StoreTurns(string what, TimeSpan every, StoreHealth health, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time => time;

    protected ILogger Logger => logger;

    /// <summary>Does it once.</summary>
    /// <exception cref="StoreUnavailableException">Not now: it is done the next time.</exception>
    /// <exception cref="ReadNotSupportedException">Never over this store: it is not tried again.</exception>
    protected abstract ValueTask TurnAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(every, time);
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
            LogNever(logger, what, never.Message);
        }
    }

    private async ValueTask TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (StoreUnavailableException away)
        {
            LogWaits(logger, what, away.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Now there is no {What}: {Why}")]
    private static partial void LogWaits(ILogger logger, string what, string why);

    [LoggerMessage(LogLevel.Warning, "There is no {What}: {Why}")]
    private static partial void LogNever(ILogger logger, string what, string why);
}
