using Arena.Ingest.Figures;
using Arena.Ingest.Forecast;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Wire;

namespace Arena.Ingest.Rounds;

/// <summary>How every bin stands now. Judged anew when its sensors spoke, someone tapped, or time passed; told to any number of watchers.</summary>
internal sealed class BinBoard(
    BinReadings readings, BinBook book, BinDensities densities, Forecasts forecasts, MatchClock matches, FigurePlan plan, LiveChanges changes, TimeProvider time)
{
    /// <summary>Taps and sensors are looked back at for a day.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromHours(24);

    /// <summary>A level that moved by less is told with the next thing that matters.</summary>
    private const double LevelStep = 0.02;

    /// <summary>Though nothing else changed, how old the level is, is told this often.</summary>
    private static readonly TimeSpan LevelAge = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, BinLately> _lately = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Told> _told = new(StringComparer.Ordinal);

    /// <summary>Whether there is such a bin.</summary>
    public bool Has(string point) => readings.Points.Any(bin => bin.Point.Name == point);

    /// <summary>Names of all bins, in the manifest's order.</summary>
    public IEnumerable<string> Points => readings.Points.Select(bin => bin.Point.Name);

    /// <summary>All bins, in the manifest's order.</summary>
    /// <exception cref="Store.StoreUnavailableException">What was said of them can't be read.</exception>
    public IReadOnlyList<BinState> All()
    {
        lock (_gate)
            return [.. readings.Points.Select(bin => (_told.GetValueOrDefault(bin.Point.Name) ?? JudgeNow(bin.Point.Name)).State)];
    }

    /// <summary>Bins that changed after the change numbered <paramref name="seen"/>, in the manifest's order.</summary>
    public IReadOnlyList<BinState> ChangedSince(long seen)
    {
        lock (_gate)
            return [.. readings.Points.Select(bin => _told.GetValueOrDefault(bin.Point.Name)).OfType<Told>().Where(told => told.Change > seen).Select(told => told.State)];
    }

    /// <summary>Judges a bin anew.</summary>
    /// <exception cref="Store.StoreUnavailableException">What was said of it can't be read.</exception>
    public BinState Judge(string point) => Judge([point])[0];

    /// <summary>Judges bins anew.</summary>
    /// <exception cref="Store.StoreUnavailableException">What was said of them can't be read.</exception>
    public IReadOnlyList<BinState> Judge(IReadOnlyCollection<string> points)
    {
        lock (_gate)
        {
            var before = changes.Count;
            List<BinState> states = [.. points.Select(point => JudgeNow(point).State)];
            if (points.Any(point => _told[point].Change > before))
                changes.Announce();
            return states;
        }
    }

    /// <summary>What happened to a bin from a moment on, as far back as its readings are held.</summary>
    public IReadOnlyList<BinHappening> Happened(string point, UnixTime from) => Happened(point, from, readings.Of(point));

    /// <summary>What happened to a bin within a day and since the venue's midnight, as it was judged last: the same object until it is judged anew.</summary>
    /// <exception cref="Store.StoreUnavailableException">What was said of it can't be read.</exception>
    public BinLately Lately(string point)
    {
        lock (_gate)
        {
            if (!_lately.ContainsKey(point))
                JudgeNow(point);
            return _lately[point];
        }
    }

    private IReadOnlyList<BinHappening> Happened(string point, UnixTime from, BinSensed sensed) =>
        [.. BinHappenings.Of(book.Of(point, from - SensedEmptyings.Apart), sensed).Where(each => each.At >= from)];

    private Told JudgeNow(string point)
    {
        var now = UnixTime.From(time.GetUtcNow());
        var midnight = new UnixTime(plan.DayOf(now.Microseconds));
        var told = _told.GetValueOrDefault(point);
        var sensed = readings.Of(point);
        var happened = Happened(point, midnight < now - Back ? midnight : now - Back, sensed);
        _lately[point] = new BinLately(happened, sensed);
        var state = BinJudge.Judge(
            new BinCase
            {
                Point = point,
                Now = now,
                Sensed = sensed,
                Happened = happened,
                Doubt = Doubting.Of(new DoubtCase(sensed, happened, densities.Of(point), [.. readings.Beside(point)], now)),
                Phase = matches.Now().Phase,
                Outlook = forecasts.Latest.Bins.FirstOrDefault(each => each.Bin.Point.Name == point).Outlook,
                Midnight = midnight,
            },
            told?.State);
        if (told is not null && !IsNews(told.State, state))
            return told;
        return _told[point] = new Told(state, changes.Next());
    }

    private static bool IsNews(BinState told, BinState state) =>
        told with { Level = null, LevelAt = null } != state with { Level = null, LevelAt = null }
        || told.Level is null != state.Level is null
        || Math.Abs((told.Level ?? 0) - (state.Level ?? 0)) >= LevelStep
        || state.LevelAt - told.LevelAt >= LevelAge;

    /// <param name="State">As it was told last.</param>
    /// <param name="Change">Number of the change.</param>
    private sealed record Told(BinState State, long Change);
}

/// <summary>What a bin was judged by.</summary>
/// <param name="Happened">What happened to it, by taps and by its sensors.</param>
/// <param name="Sensed">What its sensors said.</param>
internal sealed record BinLately(IReadOnlyList<BinHappening> Happened, BinSensed Sensed);
