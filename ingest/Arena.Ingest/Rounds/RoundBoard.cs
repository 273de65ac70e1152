using Arena.Ingest.Figures;
using Arena.Ingest.Forecast;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Rounds;

/// <summary>The round that is to be walked now: what the forecast asks for, without bins that someone has just been at, and with those that matter though nobody foresaw it.</summary>
internal sealed class RoundBoard(
    BinBoard board, BinReadings readings, Forecasts forecasts, MatchClock matches, FigurePlan plan, SiteManifest site, LiveChanges changes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly RoundRules _rules = new() { MetresPerUnit = MapScale.Of(site.Map), ChanceThatMatters = Thresholds.ChanceThatMatters };
    private readonly Dictionary<string, SitePoint> _points = readings.Points.ToDictionary(bin => bin.Point.Name, bin => bin.Point, StringComparer.Ordinal);
    private readonly Dictionary<string, BinCount> _counts = new(StringComparer.Ordinal);
    private (RoundNow Round, long Change)? _told;

    /// <summary>The round as it was told last; worked out when nobody did yet.</summary>
    public RoundNow Latest => _told?.Round ?? Plan();

    /// <summary>The round, when it changed after the change numbered <paramref name="seen"/>; else null.</summary>
    public RoundNow? ChangedSince(long seen)
    {
        lock (_gate)
            return _told is { } told && told.Change > seen ? told.Round : null;
    }

    /// <summary>Works it out anew, and tells it when it is another.</summary>
    public RoundNow Plan()
    {
        var round = From(null);
        lock (_gate)
        {
            if (_told is { } told && told.Round.IsSameAs(round))
                return told.Round;
            _told = (round, changes.Next());
        }

        changes.Announce();
        return round;
    }

    /// <param name="from">Where the walk begins, on the map; null to begin at the most urgent bin.</param>
    public RoundNow From((double X, double Y)? from)
    {
        var (now, states, forecast) = (UnixTime.From(time.GetUtcNow()), board.All(), forecasts.Latest);
        var outlooks = forecast.Bins.ToDictionary(each => each.Bin.Point.Name, each => each.Outlook, StringComparer.Ordinal);
        var stops = Round.Plan(states.Select(state => Bin(state, outlooks.GetValueOrDefault(state.Point))).OfType<RoundBin>(), from, now, _rules);
        var looks = states.Where(state => state.Doubt is not null).Select(state => state.Point).ToHashSet(StringComparer.Ordinal);
        return new RoundNow(now, forecast.Match?.Name, stops, looks, Progress(states, stops.Count, now));
    }

    private RoundBin? Bin(BinState state, BinOutlook? outlook) =>
        RoundBins.OutlookOf(state, outlook) is { } due ? new RoundBin(state.Point, _points[state.Point].At.X, _points[state.Point].At.Y, due) : null;

    private RoundProgress Progress(IReadOnlyList<BinState> states, int left, UnixTime now)
    {
        var from = matches.Now().Match?.Timeline.From ?? new UnixTime(plan.DayOf(now.Microseconds));
        var (kg, sorted) = (0.0, 0.0);
        var emptied = 0;
        foreach (var point in states.Select(state => _points[state.Point]))
        {
            var count = Count(point.Name, from, now);
            emptied += count.Emptied;
            kg += count.Kg;
            sorted += point.Fraction == "residual" ? 0 : count.Kg;
        }

        return new RoundProgress(
            emptied,
            states.Count(state => state.Urgency == BinUrgency.Skipped),
            left,
            states.Count(state => state.Urgency == BinUrgency.Overflowing),
            Math.Round(kg, 1),
            kg > 0 ? Math.Round(sorted / kg, 3) : null);
    }

    // Most bins were silent since they were counted last; all of them are judged anew twice a minute, and with that counted.
    private BinCount Count(string point, UnixTime from, UnixTime now)
    {
        var lately = board.Lately(point);
        lock (_gate)
        {
            if (_counts.TryGetValue(point, out var known) && known.From == from && ReferenceEquals(known.Of, lately))
                return known;
            return _counts[point] = new BinCount(from, lately, BinHappenings.Emptyings(lately.Happened, from, now), SensedEmptyings.Added(lately.Sensed, from, now) ?? 0);
        }
    }
}

/// <summary>What one bin adds to the round's progress.</summary>
/// <param name="From">Since when it is counted.</param>
/// <param name="Of">What it was counted from.</param>
/// <param name="Emptied">Emptyings.</param>
/// <param name="Kg">What came in; 0 where it has no scale.</param>
internal sealed record BinCount(UnixTime From, BinLately Of, int Emptied, double Kg);

/// <summary>The round as it is.</summary>
/// <param name="At">When it was worked out.</param>
/// <param name="Match">Name of the match, or null when none is near.</param>
/// <param name="Stops">In walking order.</param>
/// <param name="Looks">Bins whose level is in doubt: one looks at them first.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record RoundNow(UnixTime At, string? Match, IReadOnlyList<RoundStop> Stops, IReadOnlySet<string> Looks, RoundProgress Progress)
{
    /// <summary>Whether another one says the same to who walks: when a stop would be done, a minute more or less, is no news.</summary>
    public bool IsSameAs(RoundNow other) =>
        Match == other.Match && Progress == other.Progress && Looks.SetEquals(other.Looks) && Stops.Select(Told).SequenceEqual(other.Stops.Select(Told));

    private static (string Point, PhaseStart? Before, double Chance, long? Full, bool TooLate) Told(RoundStop stop) =>
        (stop.Bin.Point, stop.Before, Math.Round(stop.Chance, 1), stop.Bin.Outlook.Full?.Microseconds / 300_000_000, stop.TooLate);
}
