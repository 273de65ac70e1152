using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

/// <summary>What is told of a bin, over readings a minute apart that were made up and added up by hand.</summary>
public sealed class BinWalkTests
{
    [Fact]
    public void What_is_thrown_in_is_added_up()
    {
        var tale = Scale([.. Still(0, 6), .. Still(0.4, 6), .. Still(1.1, 6), .. Still(1.3, 6)]);

        Assert.Equal([(6, 0.4), (12, 0.7), (18, 0.2)], Minutes(tale.Added));
        Assert.Empty(tale.Emptied);
    }

    [Fact]
    public void Many_light_throws_are_not_lost_below_the_step()
    {
        // 10 g each minute for two hours.
        var tale = Scale([.. Enumerable.Range(0, 120).Select(minute => 0.01 * minute)]);

        Assert.InRange(tale.Added.Sum(added => added.Amount), 1.09, 1.15);
    }

    [Fact]
    public void An_emptying_is_a_fall_that_stays_and_what_comes_after_it_counts_from_there()
    {
        var tale = Scale([.. Still(8, 10), .. Still(0.1, 10), .. Still(0.9, 10)]);

        Assert.Equal([(10, 7.9)], Minutes(tale.Emptied));
        Assert.Equal([(20, 0.8)], Minutes(tale.Added));
    }

    [Fact]
    public void A_bag_swap_shows_what_it_likes_for_two_minutes_and_counts_once()
    {
        // Lifted off (−6), someone leaning (30), a new bag (0.05).
        var tale = Scale([.. Still(8, 10), -6, 30, .. Still(0.05, 10)]);

        Assert.Equal([(12, 7.95)], Minutes(tale.Emptied));
        Assert.Empty(tale.Added);
    }

    [Fact]
    public void A_fall_that_does_not_stay_is_no_emptying()
    {
        var tale = Scale([.. Still(8, 10), .. Still(0, 4), .. Still(8, 10)]);

        Assert.Empty(tale.Emptied);
        Assert.Empty(tale.Added);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Someone_who_leans_on_the_bin_adds_nothing(int minutes)
    {
        var tale = Scale([.. Still(3, 10), .. Still(40, minutes), .. Still(3, 10)]);

        Assert.Empty(tale.Added);
        Assert.Empty(tale.Emptied);
    }

    [Fact]
    public void Noise_of_a_night_adds_nothing()
    {
        var noise = new Random(7);
        var tale = Scale([.. Enumerable.Range(0, 600).Select(_ => 3 + (0.02 * ((noise.NextDouble() * 2) - 1)))]);

        Assert.Empty(tale.Added);
        Assert.Empty(tale.Emptied);
    }

    [Fact]
    public void A_drift_that_comes_and_goes_counts_its_swing_once()
    {
        // A quarter of a kilo up and down, once a day for three days.
        var tale = Scale([.. Enumerable.Range(0, 3 * 1440).Select(minute => 3 + (0.125 * Math.Sin(minute / 1440.0 * 2 * Math.PI)))]);

        Assert.InRange(tale.Added.Sum(added => added.Amount), 0, 0.25);
        Assert.Empty(tale.Emptied);
    }

    [Fact]
    public void What_is_taken_out_again_is_no_emptying_and_what_comes_then_counts()
    {
        var tale = Scale([.. Still(5, 10), .. Still(4.5, 40), .. Still(5, 10)]);

        Assert.Empty(tale.Emptied);
        Assert.Equal([(50, 0.5)], Minutes(tale.Added));
    }

    [Fact]
    public void What_the_last_minutes_show_is_not_told_before_it_stayed()
    {
        double[] readings = [.. Still(8, 10), .. Still(0, 5)];
        Assert.Empty(Scale(readings).Emptied);
        Assert.Single(Scale([.. readings, 0]).Emptied);
    }

    [Fact]
    public void An_emptying_while_the_node_was_away_is_seen_when_it_comes_back()
    {
        var before = Readings(Still(8, 10));
        var after = Readings(Still(0.2, 10)).Select(sample => sample with { Time = sample.Time + TimeSpan.FromHours(5) });

        var tale = BinWalk.Tell([.. before, .. after], BinRules.Scale);

        Assert.Equal([(300, 7.8)], Minutes(tale.Emptied));
    }

    [Fact]
    public void Readings_that_are_marked_as_no_good_are_not_read()
    {
        var readings = Readings([.. Still(3, 10), .. Still(90, 10), .. Still(3, 10)])
            .Select((sample, minute) => minute is >= 10 and < 20 ? sample with { Quality = Quality.Implausible } : sample);

        Assert.Empty(BinWalk.Tell(readings, BinRules.Scale).Added);
    }

    [Fact]
    public void Waste_that_is_pushed_together_does_not_count_as_emptied_by_its_level()
    {
        var tale = BinWalk.Tell(Readings([.. Still(0.7, 10), .. Still(0.45, 40), .. Still(0.9, 10), .. Still(0.03, 10)]), BinRules.Level);

        Assert.Equal([(60, 0.87)], Minutes(tale.Emptied));
    }

    [Theory]
    [InlineData(0.9, 0.05, true)]
    [InlineData(0.3, 0.1, true)]
    [InlineData(0.9, 0.5, false)]
    [InlineData(0.2, 0.08, false)]
    public void A_level_is_emptied_when_little_is_left(double before, double after, bool emptied) =>
        Assert.Equal(emptied, BinWalk.Tell(Readings([.. Still(before, 10), .. Still(after, 10)]), BinRules.Level).Emptied.Count == 1);

    private static BinTale Scale(double[] kg) => BinWalk.Tell(Readings(kg), BinRules.Scale);

    private static double[] Still(double value, int minutes) => [.. Enumerable.Repeat(value, minutes)];

    private static IEnumerable<StoredSample> Readings(double[] values) =>
        values.Select((value, minute) => new StoredSample(Outbox.Noon + TimeSpan.FromMinutes(minute), value, Quality.Good));

    private static IEnumerable<(int Minute, double Amount)> Minutes(IEnumerable<BinChange> changes) =>
        changes.Select(change => ((int)(change.At - Outbox.Noon).TotalMinutes, Math.Round(change.Amount, 3)));
}
