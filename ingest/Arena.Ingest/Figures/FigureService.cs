using Arena.Ingest.Store;
using Arena.Ingest.Subscription;

namespace Arena.Ingest.Figures;

/// <summary>Computes in the background what is due: at most a fifth of the time, one bin, node or match after the other, and never in the way of a commit.</summary>
internal sealed partial class FigureService(
    MatchTurn matches, BinTurn bins, NodeTurn nodes, HistoryTurn history, StoreHealth health, TimeProvider time, ILogger<FigureService> logger) : BackgroundService
{
    // A fifth of the time at most goes into figures: of thousands of series a turn asks the database thousands of things, and commits come first.
    private const double RestPerWork = 4;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EveryTurn = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EveryDayTurn = TimeSpan.FromMinutes(15);

    private long? _turned;
    private long? _dayTurned;
    private long _worked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Tick, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (health.Opened)
                    await TryTurnAsync(stoppingToken);
            }
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

    private async ValueTask TryTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (StoreUnavailableException away)
        {
            LogWaits(away.Message);
        }
    }

    private async ValueTask TurnAsync(CancellationToken cancellationToken)
    {
        _worked = time.GetTimestamp();
        await matches.PhasesAsync(RestAsync, cancellationToken);
        if (IsTime(_turned, EveryTurn))
        {
            await history.RunAsync(RestAsync, cancellationToken);
            await bins.RunAsync(RestAsync, cancellationToken);
            await matches.RunAsync(RestAsync, cancellationToken);
            await nodes.RunAsync(RestAsync, cancellationToken);
            _turned = time.GetTimestamp();
        }

        if (IsTime(_dayTurned, EveryDayTurn))
        {
            await nodes.TodayAsync(RestAsync, cancellationToken);
            _dayTurned = time.GetTimestamp();
        }

        async ValueTask RestAsync()
        {
            await Task.Delay(time.GetElapsedTime(_worked) * RestPerWork, time, cancellationToken);
            _worked = time.GetTimestamp();
        }
    }

    private bool IsTime(long? last, TimeSpan every) => last is not { } before || time.GetElapsedTime(before) >= every;

    [LoggerMessage(LogLevel.Debug, "Figures wait: {Why}")]
    private partial void LogWaits(string why);

    [LoggerMessage(LogLevel.Warning, "No figures of bins and matches are made, nor how complete nodes are: {Why}")]
    private partial void LogNever(string why);
}
