namespace Arena.Ingest.Store.Influx;

/// <summary>Every 10 s asks the database whether it still has what it confirmed.</summary>
internal sealed partial class DatabaseWatch(InfluxSampleStore store, TimeProvider time, ILogger<DatabaseWatch> logger) : BackgroundService
{
    /// <summary>Between two looks; what is missing is believed to be lost at the second.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.CheckAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogWaits(fault.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Whether the database has what it confirmed is asked again later: {Why}")]
    private partial void LogWaits(string why);
}
