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
    : StoreTurns("judging of bins", TimeSpan.FromSeconds(1), health, time, logger)
{
    private static readonly TimeSpan All = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Learn = TimeSpan.FromHours(6);

    private bool _seeded;
    private bool _blind;
    private long _learned;
    private (MatchForecast Forecast, MatchNow Match) _known;
    private long _judgedAll;

    protected override async ValueTask TurnAsync(CancellationToken cancellationToken)
    {
        if (!_seeded)
            await SeedAsync(cancellationToken);
        _seeded = true;
        Judge();
        if (!_blind && (_learned == 0 || Time.GetElapsedTime(_learned) >= Learn))
            await LearnAsync(cancellationToken);
    }

    private async ValueTask SeedAsync(CancellationToken cancellationToken)
    {
        var now = UnixTime.From(Time.GetUtcNow());
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
            LogBlind(Logger, never.Message);
        }
    }

    private async ValueTask LearnAsync(CancellationToken cancellationToken)
    {
        await densities.LearnAsync(cancellationToken);
        _learned = Time.GetTimestamp();
    }

    private void Judge()
    {
        var changed = readings.TakeChanged();
        var known = (forecasts.Latest, matches.Now());
        if (known != _known || _judgedAll == 0 || Time.GetElapsedTime(_judgedAll) >= All)
        {
            changed = [.. readings.Points.Select(bin => bin.Point.Name)];
            (_known, _judgedAll) = (known, Time.GetTimestamp());
        }

        if (changed.Count == 0)
            return;
        board.Judge(changed);
        round.Plan();
    }

    [LoggerMessage(LogLevel.Warning, "Bins are known only from now on: {Why}")]
    private static partial void LogBlind(ILogger logger, string why);
}
