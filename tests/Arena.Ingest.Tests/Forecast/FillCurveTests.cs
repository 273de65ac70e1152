using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Xunit;

namespace Arena.Ingest.Tests.Forecast;

public sealed class FillCurveTests
{
    [Fact]
    public void What_comes_between_two_readings_is_spread_evenly_over_the_cells_between()
    {
        var curve = FillCurve.Of([new(Some.At(2.5), 0.10), new(Some.At(12.5), 0.30)], Some.Match);

        // Half of the first and the last cell was seen: too little to tell. Of the middle one all: 5 of 10 minutes.
        Assert.True(double.IsNaN(curve[FillCurve.CellOf(2.5)]));
        Assert.Equal(0.10, curve[FillCurve.CellOf(7)], 1e-12);
        Assert.True(double.IsNaN(curve[FillCurve.CellOf(12)]));
    }

    [Fact]
    public void A_cell_of_which_four_of_five_minutes_were_seen_is_told_as_a_whole_one()
    {
        var curve = FillCurve.Of([new(Some.At(1), 0), new(Some.At(5), 0.04)], Some.Match);

        Assert.Equal(0.05, curve[FillCurve.CellOf(3)], 1e-12);
    }

    [Fact]
    public void An_emptying_a_pause_and_a_full_bin_are_unknown_not_nothing()
    {
        var emptied = FillCurve.Of([new(Some.At(0), 0.5), new(Some.At(5), 0.02)], Some.Match);
        var paused = FillCurve.Of([new(Some.At(0), 0.2), new(Some.At(17), 0.3)], Some.Match);
        var full = FillCurve.Of([new(Some.At(0), 1), new(Some.At(5), 1)], Some.Match);

        Assert.All([emptied, paused, full], curve => Assert.True(double.IsNaN(curve[FillCurve.CellOf(0)])));
    }

    [Fact]
    public void Noise_goes_up_and_down_and_sums_up_to_what_came()
    {
        var curve = FillCurve.Of([new(Some.At(0), 0.20), new(Some.At(2), 0.23), new(Some.At(4), 0.19), new(Some.At(5), 0.22)], Some.Match);

        Assert.Equal(0.02, curve[FillCurve.CellOf(0)], 1e-12);
    }

    [Fact]
    public void A_match_whose_half_time_was_late_and_long_lies_on_a_usual_one()
    {
        var late = Timeline.Of(Some.KickOff, new Dictionary<MatchPhase, Wire.UnixTime> { [MatchPhase.HalfTime] = Some.At(50), [MatchPhase.SecondHalf] = Some.At(70) });

        // Half-time usually lasts from 47 to 62: its middle is its middle.
        Assert.Equal(54.5, MatchAxis.MinuteOf(late, Some.At(60)), 1e-9);
        Assert.Equal(23.5, MatchAxis.MinuteOf(late, Some.At(25)), 1e-9);
        Assert.Equal(-100, MatchAxis.MinuteOf(late, Some.At(-100)), 1e-9);
        Assert.All([-200.0, -75, 0, 33, 47, 54.5, 62, 100, 150, 300], minute => Assert.Equal(minute, MatchAxis.MinuteOf(late, MatchAxis.TimeOf(late, minute)), 1e-6));
    }
}
