using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;
using Xunit;

namespace Arena.Ingest.Tests.Checks;

/// <summary>Before and after, against cases worked out by hand.</summary>
public sealed class TrialResultTests
{
    private static readonly TimeZoneInfo Venue = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly Trial Signs = new()
    {
        Action = Some.Action(),
        Who = "Kim",
        Name = "Nya skyltar norr",
        What = CheckWords.Signs,
        Zones = ["north"],
        Before = Some.Noon - TimeSpan.FromDays(30),
        From = Some.Noon + TimeSpan.FromDays(20) - TimeSpan.FromHours(1),
    };

    [Fact]
    public void The_difference_and_its_interval_are_the_ones_worked_out_by_hand()
    {
        // Before 0.2 with variance 0.001875 (RatioTests). After 0.5, 1 and 1.5 of 10 kg each: 0.1; residuals -0.5, 0, 0.5; variance 3/2 * 0.5/900 = 0.000833333.
        // Sum 0.002708333, root 0.0520416; Welch-Satterthwaite 0.002708333² / (0.001875²/2 + 0.000833333²/2) = 3.48, so t of 3: 3.182; margin 0.1655965.
        var own = Result(Day(0, 0.1, 10), Day(7, 0.2, 20), Day(14, 0.3, 10), Day(21, 0.05, 10), Day(28, 0.1, 10), Day(35, 0.15, 10)).Own;

        Assert.Equal((0.2, 3), (Math.Round(own.Before!.Share, 9), own.Before.Checks));
        Assert.Equal((0.1, 3), (Math.Round(own.After!.Share, 9), own.After.Checks));
        Assert.Equal(-0.1, own.Difference!.Value, 9);
        Assert.Equal(-0.2655965, own.Difference.Interval!.Value.Low, 5);
        Assert.Equal(0.0655965, own.Difference.Interval.Value.High, 5);

        // Three checks on a side are told, but not judged.
        Assert.Equal(Verdict.TooFew, own.Verdict);
    }

    [Fact]
    public void Enough_checks_on_enough_days_say_that_it_got_better_or_worse()
    {
        var before = Matches(0, 0.28, 0.30, 0.32);
        var after = Matches(21, 0.09, 0.10, 0.12);

        Assert.Equal(Verdict.Better, Result([.. before, .. after]).Own.Verdict);
        Assert.Equal(Verdict.Worse, Result([.. Matches(0, 0.09, 0.10, 0.12), .. Matches(21, 0.28, 0.30, 0.32)]).Own.Verdict);
    }

    [Fact]
    public void A_difference_that_may_be_chance_is_unclear() =>
        Assert.Equal(Verdict.Unclear, Result([.. Matches(0, 0.1, 0.3, 0.2), .. Matches(21, 0.05, 0.25, 0.2)]).Own.Verdict);

    [Fact]
    public void Many_checks_of_one_match_are_one_day_and_too_few()
    {
        var own = Result([.. Enumerable.Range(0, 20).Select(i => Day(0, 0.3 + (i % 3 * 0.01), 10)), .. Matches(21, 0.09, 0.10, 0.12)]).Own;

        Assert.Equal((20, 1), (own.Before!.Checks, own.Before.Units));
        Assert.Null(own.Before.Interval);
        Assert.Null(own.Difference!.Interval);
        Assert.Equal(Verdict.TooFew, own.Verdict);
    }

    [Fact]
    public void A_side_without_a_check_has_no_difference()
    {
        var own = Result(Day(0, 0.1, 10)).Own;
        Assert.Null(own.After);
        Assert.Null(own.Difference);
        Assert.Equal(Verdict.TooFew, own.Verdict);
    }

    [Fact]
    public void A_check_after_midnight_is_of_the_evening_before_it_and_one_after_four_of_a_new_day()
    {
        // 21:59 and 22:01 UTC are 23:59 and 00:01 in October in Borlänge; 01:59 and 02:01 are 03:59 and 04:01.
        Assert.Equal(1, DaysOf((9 * 60) + 59, (10 * 60) + 1));
        Assert.Equal(2, DaysOf((13 * 60) + 59, (14 * 60) + 1));
    }

    [Fact]
    public void Only_what_lies_in_its_time_and_at_its_bins_is_its_own_and_the_other_bins_tell_what_the_days_did()
    {
        var trial = Signs with { To = Some.Noon + TimeSpan.FromDays(30) };
        var result = TrialResult.Of(
            trial,
            [
                Day(-31, 0.9), Day(0, 0.2), Day(21, 0.1), Day(30, 0.9),
                Some.Check(0.4, day: 0, zone: "south"), Some.Check(0.3, day: 21, zone: "south"),
                Some.Check(0.8, day: 0, zone: "south", fraction: "metal"),
            ],
            Venue);

        Assert.Equal((0.2, 0.1), (result.Own.Before!.Share, result.Own.After!.Share));
        Assert.Equal((0.4, 0.3), (result.Elsewhere.Before!.Share, result.Elsewhere.After!.Share));
        Assert.Equal(["food"], result.Fractions.Select(fraction => fraction.Key));
    }

    [Fact]
    public void A_trial_of_bins_covers_those_alone()
    {
        var trial = Signs with { Zones = [], Points = ["bin-food"] };
        Assert.True(trial.Covers(Some.Check(0.1)));
        Assert.False(trial.Covers(Some.Check(0.1, point: "bin-residual")));
    }

    private static int DaysOf(params int[] minutesAfterNoon) =>
        Result([.. minutesAfterNoon.Select(minute => Day(0, 0.1, 10) with { At = Some.Noon + TimeSpan.FromMinutes(minute) })]).Own.Before!.Units;

    private static TrialResult Result(params SortingCheck[] checks) => TrialResult.Of(Signs, checks, Venue);

    private static SortingCheck Day(int day, double share, double? kg = null) => Some.Check(share, kg, day);

    // Three match days a week apart, two checks of 10 kg on each.
    private static SortingCheck[] Matches(int day, params double[] shares) => [.. shares.SelectMany((share, week) => new[] { Day(day + (7 * week), share - 0.01, 10), Day(day + (7 * week), share + 0.01, 10) })];
}
