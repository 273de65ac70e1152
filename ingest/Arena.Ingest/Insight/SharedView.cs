using Arena.Ingest.Decoding;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Subscription;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>
/// What other ingest services stored, for the live view, the figures of the day and the registers of this one: the newest sample of every series is read from
/// the database every second, or less often where that takes long. Nothing to do for one that is alone.
/// </summary>
internal sealed partial class SharedView(
    ISampleStore store, ILedger ledger, CounterWatch counters, SeriesQuota quota, LiveState live, DayTotals totals, VenueCatalogue catalogue, StoreHealth health,
    TimeProvider time, ILogger<SharedView> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // At most a tenth of the time is spent on it.
    private const int Rest = 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (ledger.IsShared)
            {
                var began = time.GetTimestamp();
                if (health.Opened)
                    await LookAsync(stoppingToken);
                var pause = time.GetElapsedTime(began) * Rest;
                await Task.Delay(pause > Every ? pause : Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (ReadNotSupportedException)
        {
            // The database only takes samples; the log said so at the start.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var latest = await store.LatestAsync(cancellationToken);
            var news = latest.Where(IsNews).ToList();
            if (news.Count == 0)
                return;
            counters.Follow(news);
            quota.Seed(news);
            live.Seed(news);
            totals.Add(news);
        }
        catch (StoreUnavailableException error)
        {
            LogStale(logger, error.Message);
        }
    }

    private bool IsNews(Sample sample) => catalogue.Find(sample.Series) is { } series && (live.Latest(series) is not { } known || known.Time < sample.Time);

    [LoggerMessage(Level = LogLevel.Debug, Message = "What other services stored could not be read: {Reason}")]
    private static partial void LogStale(ILogger logger, string reason);
}
