using Arena.Ingest.Store;

namespace Arena.Ingest.Ledger.Postgres;

/// <summary>Learns every second what the other instances committed, so that answers of this one are never much older.</summary>
internal sealed partial class LedgerFollower(PostgresLedger ledger, TimeProvider time, ILogger<LedgerFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (ledger.IsOpen)
                    await ledger.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogWaits(fault.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "What other instances committed is asked again later: {Why}")]
    private partial void LogWaits(string why);
}
