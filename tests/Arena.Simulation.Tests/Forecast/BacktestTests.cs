using Arena.Ingest.Forecast;
using Xunit;

namespace Arena.Simulation.Tests.Forecast;

/// <summary>
/// The forecast judged on matches it has not seen, of the virtual venue: against a ruler laid on the last twenty minutes, and against fixed rounds. The figures are written
/// to the test's output.
/// </summary>
public sealed class BacktestTests(BacktestTests.Played played, ITestOutputHelper output) : IClassFixture<BacktestTests.Played>
{
    // From half an hour before kick-off to the middle of the second half.
    private static readonly int[] Moments = [-30, 0, 25, 46, 62, 85];

    // Twelve minutes before the crowd is on its feet (kick-off, half-time, final whistle), and the minute up to which a bin then has to hold.
    private static readonly (int Round, int Holds)[] Rounds = [(-12, 35), (35, 97), (97, 240)];

    [Fact]
    public void It_foresees_the_minute_a_bin_is_full_better_than_the_last_slope()
    {
        var (habit, slope) = (Judge(played.Habit), Judge(new SlopeForeseer()));
        output.WriteLine($"habit: {habit}\nslope: {slope}");

        Assert.True(habit.Filled > 150, $"too few bins fill to judge by: {habit.Filled}");
        Assert.True(habit.MeanError < slope.MeanError / 2, $"habit {habit.MeanError:0.0} min, slope {slope.MeanError:0.0} min");
        Assert.True(habit.Missed < slope.Missed, $"habit misses {habit.Missed}, slope {slope.Missed}");
    }

    [Fact]
    public void Its_uncertainty_is_honest_eight_of_ten_bins_are_full_between_early_and_late()
    {
        var (within, all) = (0, 0);
        foreach (var (match, bin, read, full) in Cases().Where(each => each.Full is not null))
        {
            var outlook = played.Habit.Look(bin, match, read);
            if (outlook.FullEarly is null) continue;
            all++;
            var truth = match.Inflows[bin].TimeOf(full!.Value);
            if (outlook.FullEarly <= truth && (outlook.FullLate is null || truth <= outlook.FullLate)) within++;
        }

        output.WriteLine($"{within} of {all} between early and late: {within / (double)all:P0}");
        Assert.InRange(within / (double)all, 0.65, 0.97);
    }

    [Fact]
    public void Chances_are_what_they_say()
    {
        var told = new List<(double Chance, bool Full)>();
        foreach (var (match, bin, read, full) in Cases())
        {
            foreach (var chance in played.Habit.Look(bin, match, read).Chances)
                told.Add((chance.Chance, full is { } minute && match.Inflows[bin].TimeOf(minute) <= chance.Whistle.At));
        }

        foreach (var band in told.GroupBy(each => Math.Min(4, (int)(each.Chance * 5))).OrderBy(band => band.Key))
            output.WriteLine($"told {band.Average(each => each.Chance):P0}, was {band.Average(each => each.Full ? 1.0 : 0):P0} of {band.Count()}");
        var brier = told.Average(each => Math.Pow(each.Chance - (each.Full ? 1 : 0), 2));
        var constant = told.Average(each => each.Full ? 1.0 : 0);
        output.WriteLine($"Brier {brier:0.0000}, of always saying {constant:P1} {constant * (1 - constant):0.0000}");
        Assert.True(brier < constant * (1 - constant) / 4, $"Brier {brier:0.0000}");
    }

    [Fact]
    public void Its_rounds_leave_no_more_full_bins_than_the_slopes_and_empty_fewer_and_far_fewer_than_fixed_rounds()
    {
        var (habit, slope, all, none) = (Walk(played.Habit), Walk(new SlopeForeseer()), Walk(new FixedRounds()), Walk(null));
        output.WriteLine($"habit: {habit}\nslope: {slope}\nfixed: {all}\nnobody: {none}");

        Assert.True(habit.FullMinutes <= slope.FullMinutes && habit.Emptied < slope.Emptied * 0.8, $"habit {habit}, slope {slope}");
        Assert.True(habit.Emptied < all.Emptied / 10, $"habit {habit}, fixed {all}");
        Assert.True(habit.FullMinutes < none.FullMinutes / 10, $"habit {habit}, nobody {none}");
    }

    private IEnumerable<(PlayedMatch Match, string Bin, List<LevelReading> Read, int? Full)> Cases() =>
        from match in played.Season.HeldBack
        from bin in played.Season.Bins
        from minute in Moments
        let read = match.Inflows[bin.Name].Read(minute, [], minute)
        where read[^1].Level < 0.97
        select (match, bin.Name, read, match.Inflows[bin.Name].FullAt(minute, read[^1].Level));

    private Verdict Judge(IForeseer foreseer)
    {
        var (filled, missed, cried, errors) = (0, 0, 0, 0.0);
        foreach (var (match, bin, read, full) in Cases())
        {
            var minute = (int)Math.Round((read[^1].At - match.Inflows[bin].TimeOf(0)).TotalMinutes);
            var told = foreseer.FullAt(bin, match, read, minute);
            if (full is { } truth)
            {
                filled++;
                if (told is null) missed++;
                errors += Math.Abs((told ?? Inflow.ToMinute) - truth);
            }
            else if (told is not null)
            {
                cried++;
            }
        }

        return new Verdict(filled, missed, cried, errors / filled);
    }

    private Work Walk(IForeseer? foreseer)
    {
        var (emptied, full) = (0, 0);
        foreach (var match in played.Season.HeldBack)
        {
            foreach (var bin in played.Season.Bins.Select(bin => bin.Name))
            {
                var at = new List<int>();
                foreach (var (round, holds) in Rounds)
                {
                    if (foreseer?.Empties(bin, match, match.Inflows[bin].Read(round, at, round), round, holds) == true) at.Add(round);
                }

                emptied += at.Count;
                var level = 0.0;
                for (var minute = Inflow.FromMinute; minute < Inflow.ToMinute; minute++)
                {
                    if (at.Contains(minute)) level = 0;
                    level += match.Inflows[bin].In(minute);
                    if (level >= 1) full++;
                }
            }
        }

        return new Work(emptied, full);
    }

    /// <param name="Filled">Cases in which the bin became full.</param>
    /// <param name="Missed">Of those, how many it did not foresee.</param>
    /// <param name="Cried">Cases in which it foresaw a full bin that was none.</param>
    /// <param name="MeanError">Mean error of the minute; an unforeseen one counts to the end of the day.</param>
    private sealed record Verdict(int Filled, int Missed, int Cried, double MeanError);

    /// <param name="Emptied">Bins emptied.</param>
    /// <param name="FullMinutes">Minutes that bins stood full.</param>
    private sealed record Work(int Emptied, int FullMinutes);

    /// <summary>The season, played once.</summary>
    public sealed class Played
    {
        internal Season Season { get; } = new();

        internal HabitForeseer Habit => field ??= new HabitForeseer(Season);
    }
}
