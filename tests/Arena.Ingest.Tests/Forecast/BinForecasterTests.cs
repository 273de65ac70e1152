using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Xunit;

namespace Arena.Ingest.Tests.Forecast;

public sealed class BinForecasterTests
{
    [Fact]
    public void A_bin_half_full_at_kick_off_with_a_crowd_as_last_time_is_full_at_minute_100()
    {
        var outlook = BinForecaster.Look(Some.Habit(), Some.Match, new Crowd(1000, 0), [new(Some.At(0), 0.5)], Some.At(0));

        Assert.Equal(0.5, outlook.Level);
        Assert.Equal(1, outlook.Pace, 1e-9);
        Assert.Equal(1, outlook.Matches);
        Assert.InRange((outlook.Full!.Value - Some.At(100)).TotalMinutes, -1, 1);
        Assert.True(outlook.FullEarly < outlook.Full);

        // In one of ten matches less comes than it has room for.
        Assert.Null(outlook.FullLate);
        Assert.Equal([MatchPhase.HalfTime, MatchPhase.SecondHalf, MatchPhase.Egress, MatchPhase.CleanUp, MatchPhase.Over], outlook.Chances.Select(chance => chance.Whistle.Phase));
        Assert.InRange(outlook.Chances[0].Chance, 0, 0.01);
        Assert.InRange(outlook.Chances[^1].Chance, 0.49, 0.51);
    }

    [Fact]
    public void Twice_the_crowd_fills_it_in_half_the_time()
    {
        var outlook = BinForecaster.Look(Some.Habit(), Some.Match, new Crowd(2000, 0), [new(Some.At(0), 0.5)], Some.At(0));

        Assert.InRange((outlook.Full!.Value - Some.At(50)).TotalMinutes, -1, 1);
    }

    [Fact]
    public void What_came_today_moves_the_pace_by_as_much_as_the_law_says()
    {
        var habit = Some.Habit();

        // One match, nothing unusual: between = (0 + 2·0.04) / (1 + 2), lump = 0.5·0.005 / (0.5 + 0.5).
        Assert.Equal(0.08 / 3, habit.Between, 1e-6);
        Assert.Equal(0.0025, habit.Lump, 1e-6);

        // Gamma: shape 37.5 + 0.2/0.0025, rate 37.5 + 0.1/0.0025.
        var pace = TodaysPace.Of(habit, new Crowd(1000, 0), 0.2, 0.1);
        Assert.Equal(117.5 / 77.5, pace.Mean, 1e-4);
        Assert.Equal(117.5 / (77.5 * 77.5), pace.Variance, 1e-5);
    }

    [Fact]
    public void A_crowd_nobody_has_counted_makes_what_came_today_weigh_more()
    {
        var (counted, expected) = (TodaysPace.Of(Some.Habit(), new Crowd(1000, 0), 0.2, 0.1), TodaysPace.Of(Some.Habit(), new Crowd(1000, 0.2), 0.2, 0.1));

        Assert.True(expected.Mean > counted.Mean);
        Assert.True(expected.Variance > counted.Variance);
    }

    [Fact]
    public void A_bin_that_is_full_is_full_now_and_one_of_three_readings_does_not_make_it_so()
    {
        var full = BinForecaster.Look(Some.Habit(), Some.Match, new Crowd(1000, 0), [new(Some.At(8), 1), new(Some.At(9), 1), new(Some.At(10), 1)], Some.At(10));
        var bag = BinForecaster.Look(Some.Habit(), Some.Match, new Crowd(1000, 0), [new(Some.At(8), 0.3), new(Some.At(9), 1), new(Some.At(10), 0.3)], Some.At(10));

        Assert.Equal(Some.At(10), full.Full);
        Assert.All(full.Chances, chance => Assert.Equal(1, chance.Chance));
        Assert.Equal(0.3, bag.Level);
        Assert.Null(bag.Full);
    }

    [Fact]
    public void A_bin_without_a_past_is_lent_its_kinds_and_says_so_and_without_a_kind_there_is_none()
    {
        var kind = Some.Habit();
        var lent = BinHabit.Learn([], kind)!;

        Assert.Equal(0, lent.Matches);
        Assert.Equal(kind.Expected(FillCurve.CellOf(10), 1000), lent.Expected(FillCurve.CellOf(10), 1000));
        Assert.Null(BinHabit.Learn([], null));
    }

    [Fact]
    public void A_bin_that_fills_alike_with_any_crowd_is_learned_not_to_follow_it()
    {
        static PastMatch Played(double attendance, double perMinute) => new(attendance, FillCurve.Of(Some.Filling(-240, 240, perMinute, 0, 100), Some.Match));

        var kitchen = BinHabit.Learn([.. Enumerable.Range(0, 8).Select(match => Played(match % 2 == 0 ? 1000 : 4000, 0.005))], null)!;
        var stand = BinHabit.Learn([.. Enumerable.Range(0, 8).Select(match => Played(match % 2 == 0 ? 1000 : 4000, match % 2 == 0 ? 0.002 : 0.008))], null)!;

        Assert.InRange(kitchen.Follows, 0, 0.15);
        Assert.InRange(stand.Follows, 0.95, 1.05);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447)]
    [InlineData(-1.2816, 0.1)]
    [InlineData(2.5, 0.9937903)]
    public void The_normal_law_is_as_tables_have_it(double value, double below) => Assert.Equal(below, Normal.Below(value), 1e-5);
}
