using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Rounds.States;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>How a bin stands, in cases that can be followed with a pencil.</summary>
public sealed class BinJudgeTests
{
    [Theory]
    [InlineData(0.5, "over", "ok")]
    [InlineData(0.65, "over", "ok")]
    [InlineData(0.65, "first-half", "soon")]
    [InlineData(0.65, "half-time", "ok")]
    [InlineData(0.75, "half-time", "soon")]
    [InlineData(0.82, "second-half", "urgent")]
    [InlineData(0.82, "egress", "soon")]
    [InlineData(0.92, "clean-up", "urgent")]
    [InlineData(0.95, "over", "full")]
    public void Where_nothing_is_foreseen_the_level_counts_by_what_the_match_is_at(double level, string phase, string state)
    {
        Assert.True(MatchPhases.TryParse(phase, out var now));
        Assert.Equal(state, BinJudge.Judge(Bin.Case(3, Level(level)) with { Phase = now }, null).Urgency.Name());
    }

    [Theory]
    [InlineData(0.7, 0.9, "urgent")]
    [InlineData(0.3, 0.4, "soon")]
    [InlineData(0.1, 0.3, "soon")]
    [InlineData(0.1, 0.2, "ok")]
    public void Where_it_is_foreseen_the_chance_of_being_full_by_the_next_two_phases_counts(double next, double afterThat, string state)
    {
        var outlook = Forecast.Some.Outlook((MatchPhase.HalfTime, next), (MatchPhase.SecondHalf, afterThat));
        Assert.Equal(state, Judge(0.5, outlook));
    }

    [Fact]
    public void A_nearly_full_bin_that_takes_nothing_more_today_is_emptied_soon_not_now() =>
        Assert.Equal("soon", Judge(0.85, Forecast.Some.Outlook((MatchPhase.HalfTime, 0.01), (MatchPhase.SecondHalf, 0.02))));

    [Fact]
    public void One_reading_of_a_bag_that_sticks_up_is_not_the_level() =>
        Assert.Equal((0.4, BinUrgency.Ok), Bin.Judged(2, new BinSensed { Levels = Bin.Readings(0, 0.4, 0.4, 1) }) is var bin ? (bin.Level, bin.Urgency) : default);

    [Fact]
    public void A_bin_that_fell_silent_is_unknown() => Assert.Equal(BinUrgency.Unknown, Bin.Judged(20, Level(0.5)).Urgency);

    [Fact]
    public void What_someone_taps_goes_before_what_sensors_say_until_it_is_taken_back()
    {
        Assert.Equal(BinUrgency.Overflowing, Bin.Judged(5, Level(0.2), Bin.Tap(1, 4, "overflowing")).Urgency);
        Assert.Equal(BinUrgency.Ok, Bin.Judged(5, Level(0.2), Bin.Tap(1, 4, "overflowing"), Bin.Undo(2, 5, 1)).Urgency);
    }

    [Fact]
    public void An_overflowing_bin_that_is_skipped_still_overflows_and_one_that_is_emptied_does_not()
    {
        Assert.Equal(BinUrgency.Overflowing, Bin.Judged(6, null, Bin.Tap(1, 4, "overflowing"), Bin.Tap(2, 5, "skipped", "locked")).Urgency);
        Assert.Equal((BinUrgency.Emptied, Bin.At(5)), Bin.Judged(6, null, Bin.Tap(1, 4, "overflowing"), Bin.Tap(2, 5)) is var bin ? (bin.Urgency, bin.Since) : default);
        Assert.Equal(BinUrgency.Emptied, Bin.Judged(6, null, Bin.Tap(1, 4, "overflowing"), Bin.Tap(2, 5, "swapped")).Urgency);
    }

    [Fact]
    public void Emptied_is_told_for_half_an_hour_and_ends_when_what_came_since_matters()
    {
        Assert.Equal(BinUrgency.Emptied, Bin.Judged(30, Level(0.1, 30), Bin.Tap(1, 0)).Urgency);
        Assert.Equal(BinUrgency.Ok, Bin.Judged(31, Level(0.1, 31), Bin.Tap(1, 0)).Urgency);
        Assert.Equal(BinUrgency.Soon, Bin.Judged(20, new BinSensed { Levels = Bin.Course((-5, 0.9), (0, 0.9), (1, 0.05), (20, 0.85)) }, Bin.Tap(1, 0)).Urgency);
    }

    [Fact]
    public void Readings_of_the_minutes_in_which_it_is_emptied_do_not_end_it() =>
        Assert.Equal(BinUrgency.Emptied, Bin.Judged(2, new BinSensed { Levels = Bin.Readings(-3, 0.97, 0.97, 0.97, 0.97, 0.97, 0.97) }, Bin.Tap(1, 0)).Urgency);

    [Theory]
    [InlineData("over", 60, 61)]
    [InlineData("first-half", 20, 21)]
    [InlineData("half-time", 10, 11)]
    public void A_skipped_bin_is_not_asked_for_again_for_a_while_that_hangs_on_the_phase(string phase, int held, int over)
    {
        Assert.True(MatchPhases.TryParse(phase, out var now));
        Assert.Equal(BinUrgency.Skipped, BinJudge.Judge(Bin.Case(held, Level(0.99, held), Bin.Tap(1, 0, "skipped", "no-time")) with { Phase = now }, null).Urgency);
        Assert.Equal(BinUrgency.Full, BinJudge.Judge(Bin.Case(over, Level(0.99, over), Bin.Tap(1, 0, "skipped", "no-time")) with { Phase = now }, null).Urgency);
    }

    [Fact]
    public void A_bin_that_someone_saw_not_to_be_full_is_asked_for_again_when_a_tenth_more_is_in_it()
    {
        Assert.Equal(BinUrgency.Skipped, Bin.Judged(9, new BinSensed { Levels = Bin.Course((0, 0.8), (10, 0.9)) }, Bin.Tap(1, 0, "skipped", "not-full")).Urgency);
        Assert.Equal(BinUrgency.Full, Bin.Judged(20, new BinSensed { Levels = Bin.Course((0, 0.8), (20, 1)) }, Bin.Tap(1, 0, "skipped", "not-full")).Urgency);
    }

    [Theory]
    [InlineData(0.4, "ok")]
    [InlineData(0.96, "full")]
    [InlineData(null, "unknown")]
    public void A_level_in_doubt_is_never_a_fact_the_likely_one_counts(double? likely, string state)
    {
        var bin = BinJudge.Judge(Bin.Case(3, Level(1)) with { Doubt = new Doubt(DoubtReason.BagCaught, Bin.At(1), likely) }, null);
        Assert.Equal((state, 1), (bin.Urgency.Name(), bin.Level));
    }

    [Fact]
    public void A_state_that_lasts_keeps_its_beginning()
    {
        var first = Bin.Judged(1, Level(0.5, 1));
        Assert.Equal((Bin.At(1), Bin.At(1)), (first.Since, BinJudge.Judge(Bin.Case(9, Level(0.5, 9)), first).Since));
        Assert.Equal(Bin.At(9), BinJudge.Judge(Bin.Case(9, Level(0.99, 9)), first).Since);
    }

    [Fact]
    public void Taps_of_today_are_counted_without_those_taken_back() =>
        Assert.Equal(1, Bin.Judged(5, null, Bin.Tap(1, -15 * 60), Bin.Tap(2, 1), Bin.Tap(3, 2), Bin.Undo(4, 3, 3)).ActionsToday);

    private static string Judge(double level, BinOutlook outlook) =>
        BinJudge.Judge(Bin.Case(3, Level(level)) with { Phase = MatchPhase.FirstHalf, Outlook = outlook }, null).Urgency.Name();

    private static BinSensed Level(double level, double minute = 3) => new() { Levels = Bin.Readings(minute - 2, level, level, level) };
}
