using Arena.Ingest.Forecast;
using Arena.Ingest.Matches;
using Arena.Ingest.Rounds;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.States;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>Which bins a round comes by.</summary>
public sealed class RoundBinsTests
{
    private static readonly BinOutlook Later = Forecast.Some.Outlook((MatchPhase.HalfTime, 0.1), (MatchPhase.SecondHalf, 0.6));

    [Theory]
    [InlineData("Emptied")]
    [InlineData("Skipped")]
    public void A_bin_that_someone_was_just_at_is_left_out(string state) => Assert.Null(Outlook(state, Later));

    [Fact]
    public void What_was_tapped_and_is_contradicted_comes_to_be_looked_at() =>
        Assert.Equal(1, Outlook("Emptied", Later, 0.9, new Doubt(DoubtReason.Stuck, Bin.At(0), null))!.Chances[0].Chance);

    [Fact]
    public void What_the_forecast_asks_for_comes_when_it_says() => Assert.Same(Later, Outlook("Soon", Later));

    [Theory]
    [InlineData("Full")]
    [InlineData("Urgent")]
    [InlineData("Overflowing")]
    public void What_matters_now_comes_now_though_nobody_foresaw_it(string state)
    {
        Assert.Equal(1, Outlook(state, null)!.Chances[0].Chance);
        Assert.Equal(1, Outlook(state, Later)!.Chances[0].Chance);
    }

    [Fact]
    public void Without_a_forecast_a_bin_that_has_room_is_left_out() => Assert.Null(Outlook("Ok", null));

    [Theory]
    [InlineData("Ok", 0.95, true)]
    [InlineData("Unknown", 0.2, true)]
    [InlineData("Ok", 0.4, false)]
    public void A_doubt_comes_to_be_looked_at_when_the_bin_may_be_full(string state, double level, bool comes) =>
        Assert.Equal(comes, Outlook(state, null, level, new Doubt(DoubtReason.BagCaught, Bin.At(0), 0.3)) is not null);

    private static BinOutlook? Outlook(string state, BinOutlook? outlook, double level = 0.5, Doubt? doubt = null) => RoundBins.OutlookOf(
        new BinState { Point = Bin.Point, Level = level, Urgency = Enum.Parse<BinUrgency>(state), Since = Bin.At(0), Doubt = doubt }, outlook);
}
