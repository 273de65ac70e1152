using Arena.Ingest.Decoding;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>What bins will do for the rest of the match that is on, or begins within four hours; computed once a minute, read by anyone.</summary>
internal sealed class Forecasts(MatchBook book, LevelReader levels, TodaysLevels todays, PastMatches past, TimeProvider time)
{
    /// <summary>So far may the crowd be from what was expected (σ of the difference between announced and counted; a guess until a ground has its own).</summary>
    private const double DoubtOfExpected = 0.1;

    /// <summary>A bin that is silent for longer has no outlook.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private volatile MatchForecast _latest = new(default, null, []);
    private Dictionary<string, BinHabit?>? _habits;

    /// <summary>The newest.</summary>
    public MatchForecast Latest => _latest;

    /// <exception cref="Store.StoreUnavailableException">It can't be read now; the newest stays.</exception>
    /// <exception cref="Store.ReadNotSupportedException">It never can.</exception>
    public async ValueTask ComputeAsync(CancellationToken cancellationToken)
    {
        var now = UnixTime.From(time.GetUtcNow());
        if (MatchOf(now) is not { } match)
        {
            _latest = new MatchForecast(now, null, []);
            return;
        }

        var habits = await HabitsAsync(now, cancellationToken);
        var outlooks = new List<(CatalogueSeries Bin, BinOutlook Outlook)>();
        if (CrowdOf(match) is { } crowd)
        {
            var begin = MatchAxis.TimeOf(match.Timeline, FillCurve.FromMinute);
            foreach (var bin in levels.Bins)
            {
                if (habits[bin.Point.Name] is not { } habit) continue;
                var today = await todays.ReadAsync(bin, begin, now, cancellationToken);
                if (today.Count > 0 && now - today[^1].At <= Fresh)
                    outlooks.Add((bin, BinForecaster.Look(habit, match.Timeline, crowd, today, now)));
            }
        }

        _latest = new MatchForecast(now, match, outlooks);
    }

    private MatchDay? MatchOf(UnixTime now) =>
        book.On(now) ?? (book.Next(now) is { } next && MatchAxis.MinuteOf(next.Timeline, now) >= FillCurve.FromMinute ? next : null);

    private static Crowd? CrowdOf(MatchDay match) => match switch
    {
        { SetAttendance: { } set } => new Crowd(set, 0),
        { Expected: { } expected } => new Crowd(expected, DoubtOfExpected),
        _ => null,
    };

    private async ValueTask<Dictionary<string, BinHabit?>> HabitsAsync(UnixTime now, CancellationToken cancellationToken)
    {
        var (ofBin, changed) = await past.AllAsync(now, cancellationToken);
        if (_habits is { } known && !changed) return known;
        var kinds = levels.Bins
            .GroupBy(bin => (bin.Point.Zone, bin.Point.Fraction))
            .ToDictionary(kind => kind.Key, kind => BinHabit.Learn([.. kind.SelectMany(bin => ofBin[bin.Point.Name])], null));
        return _habits = levels.Bins.ToDictionary(
            bin => bin.Point.Name, bin => BinHabit.Learn(ofBin[bin.Point.Name], kinds[(bin.Point.Zone, bin.Point.Fraction)]), StringComparer.Ordinal);
    }
}

/// <summary>What was told last.</summary>
/// <param name="At">When it was computed.</param>
/// <param name="Match">Of which match; null when none is near, and then there is nothing to foresee.</param>
/// <param name="Bins">Bins that were heard of within a quarter of an hour and have a past.</param>
internal sealed record MatchForecast(UnixTime At, MatchDay? Match, IReadOnlyList<(CatalogueSeries Bin, BinOutlook Outlook)> Bins);
