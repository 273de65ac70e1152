using Arena.Ingest.Store;
using Arena.Ingest.Store.Rollups;
using Arena.Ingest.Subscription;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Looks each second for what changed, and tells the rest at each full minute.</summary>
internal sealed partial class ObservationService(
    Observations observations, FigureWriter writer, StoredTotal total, FlowCounters flow, StoreHealth health, TimeProvider time, ILogger<ObservationService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private long _minute = long.MinValue;

    /// <summary>One look.</summary>
    public async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var figures = observations.Changes();
        var minute = RollupLevels.Floor(UnixTime.From(time.GetUtcNow()).Microseconds, RollupLevel.Minute.Window());
        if (minute != _minute)
        {
            try
            {
                figures.AddRange(await observations.MinuteAsync(new UnixTime(minute), cancellationToken));
                await total.KeepAsync(flow.Stored, cancellationToken);
                _minute = minute;
            }
            catch (StoreUnavailableException away)
            {
                // Told as soon as the ledger can be asked, within its minute.
                LogWaits(away.Message);
            }
        }

        if (figures.Count > 0)
            await writer.WriteAsync(figures, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (health.Opened)
                    await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    [LoggerMessage(LogLevel.Debug, "What is told each minute waits: {Why}")]
    private partial void LogWaits(string why);
}
