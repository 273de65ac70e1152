using Arena.Ingest.Forecast;

namespace Arena.Simulation.Tests.Forecast;

/// <summary>Says from what was read so far when a bin is full; null when it won't be in this match.</summary>
internal interface IForeseer
{
    double? FullAt(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute);

    /// <summary>Whether it should be emptied now, before the crowd is next on its feet at the first minute and then at the second.</summary>
    bool Empties(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute, int nextMinute);
}

/// <summary>Arena's own, learned from the season's past.</summary>
internal sealed class HabitForeseer : IForeseer
{
    private readonly Dictionary<string, BinHabit> _habits;

    public HabitForeseer(Season season)
    {
        var curves = season.Bins.ToDictionary(bin => bin.Name, bin => season.Past
            .Select((match, place) => new PastMatch(match.Attendance, FillCurve.Of(match.Inflows[bin.Name].Read(Inflow.ToMinute, [50, 110], place), match.Timeline)))
            .ToList());
        var kinds = season.Bins.GroupBy(bin => (bin.Zone, bin.Fraction)).ToDictionary(kind => kind.Key, kind => BinHabit.Learn([.. kind.SelectMany(bin => curves[bin.Name])], null));
        _habits = season.Bins.ToDictionary(bin => bin.Name, bin => BinHabit.Learn(curves[bin.Name], kinds[(bin.Zone, bin.Fraction)])!);
    }

    public BinOutlook Look(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read) =>
        BinForecaster.Look(_habits[bin], match.Timeline, new Crowd(match.Expected, 0.07), read, read[^1].At);

    public double? FullAt(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute) =>
        Look(bin, match, read).Full is { } full ? MatchAxis.MinuteOf(match.Timeline, full) : null;

    public bool Empties(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute, int nextMinute) =>
        Look(bin, match, read).Chances.Any(chance => MatchAxis.MinuteOf(match.Timeline, chance.Whistle.At) <= nextMinute && chance.Chance >= new RoundRules().ChanceThatMatters);
}

/// <summary>As a level display with a ruler: it goes on as in the last twenty minutes.</summary>
internal sealed class SlopeForeseer : IForeseer
{
    private const int Minutes = 20;

    public double? FullAt(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute)
    {
        var last = read.TakeLast(Minutes).ToList();
        var (x, y) = (last.Average(reading => (reading.At - last[0].At).TotalMinutes), last.Average(reading => reading.Level));
        var slope = last.Sum(reading => ((reading.At - last[0].At).TotalMinutes - x) * (reading.Level - y)) / last.Sum(reading => Math.Pow((reading.At - last[0].At).TotalMinutes - x, 2));
        var full = minute + ((1 - last[^1].Level) / slope);
        return slope > 0 && full < Inflow.ToMinute ? full : null;
    }

    public bool Empties(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute, int nextMinute) => FullAt(bin, match, read, minute) <= nextMinute;
}

/// <summary>A fixed round: every bin, each time.</summary>
internal sealed class FixedRounds : IForeseer
{
    public double? FullAt(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute) => throw new NotSupportedException("A fixed round foresees nothing.");

    public bool Empties(string bin, PlayedMatch match, IReadOnlyList<LevelReading> read, int minute, int nextMinute) => true;
}
