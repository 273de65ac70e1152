using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Tests.Forecast;

/// <summary>Test data: a match at 14:00 UTC as planned, and bins that fill evenly.</summary>
internal static class Some
{
    public static UnixTime KickOff { get; } = UnixTime.From(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

    public static Timeline Match { get; } = Timeline.Of(KickOff, new Dictionary<MatchPhase, UnixTime>());

    public static UnixTime At(double minute) => KickOff + TimeSpan.FromMinutes(minute);

    /// <summary>A reading each minute of a bin into which a share comes each minute of a span.</summary>
    public static List<LevelReading> Filling(int from, int to, double perMinute, int begins = int.MinValue, int ends = int.MaxValue) =>
        [.. Enumerable.Range(from, to - from + 1).Select(minute => new LevelReading(At(minute), perMinute * Math.Max(0, Math.Min(minute, ends) - Math.Max(from, begins))))];

    /// <summary>The habit of a bin that took half of what it holds between kick-off and minute 100, evenly, with 1,000 spectators.</summary>
    public static BinHabit Habit() => BinHabit.Learn([new PastMatch(1000, FillCurve.Of(Filling(-240, 240, 0.005, 0, 100), Match))], null)!;

    public static BinOutlook Outlook(params (MatchPhase Phase, double Chance)[] chances) => new()
    {
        Level = 0.5,
        FullEarly = null,
        Full = null,
        FullLate = null,
        Pace = 1,
        Matches = 1,
        Chances = [.. chances.Select(each => new ChanceByWhistle(Match.Starts.Single(start => start.Phase == each.Phase), each.Chance))],
    };
}
