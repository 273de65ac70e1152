using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Xunit;

namespace Arena.Ingest.Tests.Forecast;

public sealed class RoundTests
{
    private static readonly RoundRules Rules = new() { MetresPerUnit = 1, MetresPerMinute = 50, PerBin = TimeSpan.FromMinutes(2) };

    [Fact]
    public void A_bin_is_due_before_the_whistle_after_which_it_would_not_hold()
    {
        var round = Round.Plan(
            [
                At("holds", 0, (MatchPhase.HalfTime, 0), (MatchPhase.SecondHalf, 0.1), (MatchPhase.Over, 0.2)),
                At("half-time", 1, (MatchPhase.HalfTime, 0.05), (MatchPhase.SecondHalf, 0.6), (MatchPhase.Over, 0.9)),
                At("now", 2, (MatchPhase.HalfTime, 0.4), (MatchPhase.SecondHalf, 0.9), (MatchPhase.Over, 1)),
            ],
            null, Some.At(30), Rules);

        Assert.Equal(["now", "half-time"], round.Select(stop => stop.Bin.Point));
        Assert.Null(round[0].Before);
        Assert.Equal(0.4, round[0].Chance);
        Assert.Equal((MatchPhase.HalfTime, 0.6), (round[1].Before!.Value.Phase, round[1].Chance));
    }

    [Fact]
    public void The_walk_goes_on_from_where_it_is_and_tells_when_each_stop_is_done()
    {
        var round = Round.Plan([Due("far", 300), Due("near", 100), Due("middle", 200)], (0, 0), Some.At(30), Rules);

        // 100 m at 50 m a minute and 2 minutes at the bin, three times.
        Assert.Equal(["near", "middle", "far"], round.Select(stop => stop.Bin.Point));
        Assert.Equal([Some.At(34), Some.At(38), Some.At(42)], round.Select(stop => stop.Done!.Value));
        Assert.All(round, stop => Assert.False(stop.TooLate));
    }

    [Fact]
    public void A_stop_the_walk_reaches_after_its_whistle_is_too_late()
    {
        var round = Round.Plan([Due("near", 100), Due("far", 800)], (0, 0), Some.At(30), Rules);

        Assert.Equal([false, true], round.Select(stop => stop.TooLate));
    }

    [Fact]
    public void Without_the_maps_scale_no_times_are_told()
    {
        var round = Round.Plan([Due("near", 100)], (0, 0), Some.At(30), Rules with { MetresPerUnit = null });

        Assert.Null(Assert.Single(round).Done);
        Assert.False(round[0].TooLate);
    }

    [Fact]
    public void A_walk_does_not_cross_itself()
    {
        // The nearest next alone goes 0 → 1 → −2 → 4 → −8: 27 units. The shortest from 0 goes to the near side first, then to the far one: 20.
        var round = Round.Plan([Due("a", 1), Due("b", -2), Due("c", 4), Due("d", -8)], (0, 0), Some.At(30), Rules);

        var walked = round.Aggregate((Here: 0.0, Sum: 0.0), (walk, stop) => (stop.Bin.X, walk.Sum + Math.Abs(stop.Bin.X - walk.Here))).Sum;
        Assert.InRange(walked, 16, 20);
    }

    private static RoundBin Due(string point, double x) => At(point, x, (MatchPhase.HalfTime, 0), (MatchPhase.SecondHalf, 0.9), (MatchPhase.Over, 1));

    private static RoundBin At(string point, double x, params (MatchPhase, double)[] chances) => new(point, x, 0, Some.Outlook(chances));
}
