using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>Tells from a bin's habit and from today's readings when it will be full.</summary>
internal static class BinForecaster
{
    /// <summary>Standard deviations to where one of ten lies beyond.</summary>
    private const double OneInTen = 1.2816;

    /// <summary>Full is where nothing more goes in without force.</summary>
    public const double FullLevel = 1;

    private const double StepMinutes = 1;

    /// <param name="habit">Of the bin.</param>
    /// <param name="timeline">Of today's match.</param>
    /// <param name="crowd">Of today.</param>
    /// <param name="today">Its readings of today, in order of time; at least one.</param>
    /// <param name="now">The moment.</param>
    public static BinOutlook Look(BinHabit habit, Timeline timeline, Crowd crowd, IReadOnlyList<LevelReading> today, UnixTime now)
    {
        var level = LevelNow(today);
        var minute = MatchAxis.MinuteOf(timeline, now);
        var pace = PaceNow(habit, FillCurve.Of(today, timeline), crowd, minute);
        var ahead = new Ahead(habit, crowd.Spectators, pace, FullLevel - level);
        var whistles = timeline.Starts.Where(start => start.At > now).Select(start => (Start: start, Minute: MatchAxis.MinuteOf(timeline, start.At))).ToList();
        var (early, half, late) = ((double?)null, (double?)null, (double?)null);
        var chances = new List<ChanceByWhistle>();
        for (var at = minute; at < FillCurve.ToMinute; at += StepMinutes)
        {
            while (chances.Count < whistles.Count && whistles[chances.Count].Minute <= at)
                chances.Add(new ChanceByWhistle(whistles[chances.Count].Start, ahead.ChanceOfFull));
            early ??= ahead.Reached(OneInTen) ? at : null;
            half ??= ahead.Reached(0) ? at : null;
            late ??= ahead.Reached(-OneInTen) ? at : null;
            ahead.Advance(at, Math.Min(StepMinutes, FillCurve.ToMinute - at));
        }

        while (chances.Count < whistles.Count)
            chances.Add(new ChanceByWhistle(whistles[chances.Count].Start, ahead.ChanceOfFull));
        return new BinOutlook
        {
            Level = level,
            FullEarly = TimeOf(early),
            Full = TimeOf(half),
            FullLate = TimeOf(late),
            Pace = pace.Mean,
            Chances = chances,
            Matches = habit.Matches,
        };

        UnixTime? TimeOf(double? at) => at is { } found ? MatchAxis.TimeOf(timeline, found) : null;
    }

    // The middle of the last three: one reading of a bag that sticks up is not the level.
    private static double LevelNow(IReadOnlyList<LevelReading> today) =>
        today.TakeLast(3).Select(reading => reading.Level).Order().ElementAt(Math.Min(today.Count, 3) / 2);

    private static TodaysPace PaceNow(BinHabit habit, FillCurve today, Crowd crowd, double minute)
    {
        var (came, expected) = (0.0, 0.0);
        for (var cell = 0; cell < FillCurve.Cells && FillCurve.MinuteOf(cell + 1) <= minute; cell++)
        {
            if (double.IsNaN(today[cell])) continue;
            came += today[cell];
            expected += habit.Expected(cell, crowd.Spectators);
        }

        return TodaysPace.Of(habit, crowd, came, expected);
    }

    /// <summary>What will have come by a moment ahead: its mean and its variance grow minute by minute.</summary>
    private sealed class Ahead(BinHabit habit, double attendance, TodaysPace pace, double room)
    {
        private double _expected;

        private double Mean => pace.Mean * Math.Max(0, _expected);

        private double Deviation => Math.Sqrt((habit.Lump * Mean) + (_expected * _expected * pace.Variance));

        public double ChanceOfFull => room <= 0 ? 1 : Deviation > 0 ? Normal.Below((Mean - room) / Deviation) : 0;

        public void Advance(double minute, double minutes)
        {
            if (FillCurve.CellOf(minute) is var cell and >= 0)
                _expected += habit.Expected(cell, attendance) * minutes / FillCurve.CellMinutes;
        }

        public bool Reached(double deviations) => Mean + (deviations * Deviation) >= room;
    }
}
