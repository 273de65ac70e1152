using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Store;
using Arena.Ingest.Subscription;
using Arena.Wire;

namespace Arena.Ingest.Rounds;

/// <summary>
/// Has bins judged: each second those whose sensors spoke; all of them twice a minute, because time itself changes some, and when the forecast or the match's phase is another. What
/// full bins weigh is learned anew every six hours.
/// </summary>
internal sealed partial class BinWatch(
    BinBoard board, RoundBoard round, BinReadings readings, Forecasts forecasts, MatchClock matches, BinDensities densities, ISampleStore store, StoreHealth health, TimeProvider time, ILogger<BinWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan All = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Learn = TimeSpan.FromHours(6);

    private bool _seeded;
    private bool _blind;
    private long _learned;
    private (MatchForecast Forecast, MatchNow Match) _known;
    private long _judgedAll;

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
    }

    private async ValueTask TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_seeded)
                await SeedAsync(cancellationToken);
            _seeded = true;
            Judge();
            if (!_blind && (_learned == 0 || time.GetElapsedTime(_learned) >= Learn))
                await LearnAsync(cancellationToken);
        }
        catch (StoreUnavailableException away)
        {
            LogWaits(away.Message);
        }
    }

    private async ValueTask SeedAsync(CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        try
        {
            foreach (var series in readings.Series)
            {
                await foreach (var sample in store.ReadAsync(series.Name, now - RecentReadings.Window, now, cancellationToken))
                    readings.Take(series, sample.Time, sample.Value, sample.Quality);
            }
        }
        catch (ReadNotSupportedException never)
        {
            _blind = true;
            LogBlind(never.Message);
        }
    }

    private async ValueTask LearnAsync(CancellationToken cancellationToken)
    {
        await densities.LearnAsync(cancellationToken);
        _learned = time.GetTimestamp();
    }

    private void Judge()
    {
        var changed = readings.TakeChanged();
        var known = (forecasts.Latest, matches.Now());
        if (known != _known || _judgedAll == 0 || time.GetElapsedTime(_judgedAll) >= All)
        {
            changed = [.. readings.Points.Select(bin => bin.Point.Name)];
            (_known, _judgedAll) = (known, time.GetTimestamp());
        }

        if (changed.Count == 0)
            return;
        board.Judge(changed);
        round.Plan();
    }

    [LoggerMessage(LogLevel.Debug, "Bins are not judged now: {Why}")]
    private partial void LogWaits(string why);

    [LoggerMessage(LogLevel.Warning, "Bins are known only from now on: {Why}")]
    private partial void LogBlind(string why);
}
