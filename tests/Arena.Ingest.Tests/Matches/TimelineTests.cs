using Arena.Ingest.Matches;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Matches;

/// <summary>Phases of a match that kicks off at noon; times are minutes from then.</summary>
public sealed class TimelineTests
{
    [Fact]
    public void Without_a_word_the_plan_holds() => Assert.Equal(
        [(MatchPhase.Gates, -75), (MatchPhase.FirstHalf, 0), (MatchPhase.HalfTime, 47), (MatchPhase.SecondHalf, 62), (MatchPhase.Egress, 109), (MatchPhase.CleanUp, 140), (MatchPhase.Over, 240)],
        Minutes());

    [Fact]
    public void A_first_half_that_begins_late_moves_all_that_follows() => Assert.Equal(
        [(MatchPhase.Gates, -75), (MatchPhase.FirstHalf, 7), (MatchPhase.HalfTime, 54), (MatchPhase.SecondHalf, 69), (MatchPhase.Egress, 116), (MatchPhase.CleanUp, 147), (MatchPhase.Over, 247)],
        Minutes((MatchPhase.FirstHalf, 7)));

    [Fact]
    public void Gates_that_open_early_do_not_move_the_kick_off() => Assert.Equal(
        [(MatchPhase.Gates, -90), (MatchPhase.FirstHalf, 0), (MatchPhase.HalfTime, 47), (MatchPhase.SecondHalf, 62), (MatchPhase.Egress, 109), (MatchPhase.CleanUp, 140), (MatchPhase.Over, 240)],
        Minutes((MatchPhase.Gates, -90)));

    [Fact]
    public void A_phase_that_is_overtaken_is_left_out() => Assert.Equal(
        [(MatchPhase.Gates, -75), (MatchPhase.FirstHalf, 0), (MatchPhase.Egress, 30), (MatchPhase.CleanUp, 61), (MatchPhase.Over, 161)],
        Minutes((MatchPhase.Egress, 30)));

    [Fact]
    public void The_end_by_hand_is_the_end() => Assert.Equal((MatchPhase.Over, 200), Minutes((MatchPhase.Over, 200)).Last());

    [Fact]
    public void What_is_at_a_moment_is_over_before_the_gates_and_after_the_end()
    {
        var timeline = Timeline.Of(Outbox.Noon, new Dictionary<MatchPhase, UnixTime>());
        (int Minute, MatchPhase Phase)[] expected =
            [(-76, MatchPhase.Over), (-75, MatchPhase.Gates), (0, MatchPhase.FirstHalf), (46, MatchPhase.FirstHalf), (47, MatchPhase.HalfTime), (239, MatchPhase.CleanUp), (240, MatchPhase.Over)];
        Assert.All(expected, each => Assert.Equal(each.Phase, timeline.At(Outbox.Noon + TimeSpan.FromMinutes(each.Minute))));
        Assert.Equal(MatchPhase.HalfTime, timeline.After(Outbox.Noon)?.Phase);
        Assert.Null(timeline.After(timeline.To));
    }

    private static IEnumerable<(MatchPhase Phase, int Minute)> Minutes(params (MatchPhase Phase, int Minute)[] byHand) =>
        Timeline.Of(Outbox.Noon, byHand.ToDictionary(start => start.Phase, start => Outbox.Noon + TimeSpan.FromMinutes(start.Minute)))
            .Starts.Select(start => (start.Phase, (int)(start.At - Outbox.Noon).TotalMinutes));
}
