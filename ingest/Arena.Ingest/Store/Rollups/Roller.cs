namespace Arena.Ingest.Store.Rollups;

/// <summary>
/// Works off the dirty hours in the background, some at a time. An hour is left alone for a minute after it became dirty, so that a live hour
/// is rolled up once a minute and a late batch once; when hours crowd, at once.
/// </summary>
internal sealed partial class Roller(IRollupStore store, TimeProvider time, ILogger<Roller> logger) : BackgroundService
{
    /// <summary>Most hours in one turn: some ten milliseconds of work, during which a commit may have to wait.</summary>
    public const int HoursPerTurn = 256;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Hours that are dirty.</summary>
    public int Waiting => store.Dirty.Count;

    /// <summary>One turn over hours that are dirty for at least <paramref name="age"/>.</summary>
    /// <returns>How many hours it took.</returns>
    /// <exception cref="StoreUnavailableException">They stay dirty.</exception>
    public async ValueTask<int> TurnAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var hours = store.Dirty.Take(age, HoursPerTurn);
        try
        {
            if (hours.Count > 0)
                await store.RollAsync(hours, cancellationToken);
        }
        finally
        {
            store.Dirty.PutBack(hours);
        }

        return hours.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (store.IsOpen)
                await CatchUpAsync(stoppingToken);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await TurnAsync(store.Dirty.Crowded ? TimeSpan.Zero : Rest, cancellationToken) > 0)
            {
                // Commits come first: let the ones that wait have their turn.
                await Task.Yield();
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            LogWaits(unavailable.Message, Waiting);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Rollups wait, {Hours} hours are dirty: {Why}")]
    private partial void LogWaits(string why, int hours);
}
