using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Estimates;
using Xunit;

namespace Arena.Ingest.Tests.Checks;

/// <summary>The estimator against cases worked out by hand.</summary>
public sealed class RatioTests
{
    [Fact]
    public void Kilos_weigh_and_the_interval_is_the_one_worked_out_by_hand()
    {
        // Wrong 1, 4 and 3 kg of 10, 20 and 10: 8/40 = 0.2. Residuals -1, 0, 1; variance 3/2 * 2/1600 = 0.001875; t of 2 is 4.303; margin 4.303 * 0.0433013 = 0.1863254.
        var ratio = Of(Some.Check(0.1, 10), Some.Check(0.2, 20), Some.Check(0.3, 10));

        Assert.Equal((3, 3, 3), (ratio.Checks, ratio.Weighed, ratio.Units));
        Assert.Equal(0.2, ratio.Share, 9);
        Assert.Equal(0.001875, ratio.Variance!.Value, 9);
        Assert.Equal(0.0136746, ratio.Interval!.Value.Low, 6);
        Assert.Equal(0.3863254, ratio.Interval.Value.High, 6);
    }

    [Fact]
    public void A_heavy_bin_counts_for_more_than_a_light_one()
    {
        // Without weighing it would be 0.25.
        Assert.Equal(((0.5 * 1) + (0 * 9)) / 10, Of(Some.Check(0.5, 1), Some.Check(0, 9)).Share, 9);
    }

    [Fact]
    public void A_check_that_nobody_weighed_counts_as_the_mean_of_the_weighed_ones()
    {
        // 10 and 20 kg weighed, so 15 for the third: (1 + 4 + 6) / 45.
        var ratio = Of(Some.Check(0.1, 10), Some.Check(0.2, 20), Some.Check(0.4));

        Assert.Equal((3, 2), (ratio.Checks, ratio.Weighed));
        Assert.Equal(11 / 45.0, ratio.Share, 9);
    }

    [Fact]
    public void Where_none_is_weighed_all_count_alike()
    {
        // Mean of 0.1, 0.2 and 0.6 = 0.3; residuals -0.2, -0.1, 0.3; variance 3/2 * 0.14 / 9 = 0.0233333.
        var ratio = Of(Some.Check(0.1), Some.Check(0.2), Some.Check(0.6));

        Assert.Equal(0.3, ratio.Share, 9);
        Assert.Equal(0.0233333, ratio.Variance!.Value, 6);
        Assert.Equal(0, ratio.Interval!.Value.Low);
        Assert.Equal(0.3 + (4.303 * 0.1527525), ratio.Interval.Value.High, 5);
    }

    [Fact]
    public void Days_vary_where_days_are_asked_for()
    {
        // Two checks of each of two days: 3 of 20 kg and 5 of 20 kg. 8/40; residuals -1 and 1; variance 2/1 * 2/1600 = 0.0025; t of 1 is 12.706.
        var ratio = Ratio.Of([Some.Check(0.1, 10), Some.Check(0.2, 10), Some.Check(0.3, 10, day: 7), Some.Check(0.2, 10, day: 7)], check => check.At, check => check.Contamination)!;

        Assert.Equal((4, 2), (ratio.Checks, ratio.Units));
        Assert.Equal(0.0025, ratio.Variance!.Value, 9);
        Assert.Equal(0.2 + (12.706 * 0.05), ratio.Interval!.Value.High, 6);
    }

    [Fact]
    public void One_check_has_no_interval_and_neither_have_checks_that_are_all_alike()
    {
        Assert.Null(Of(Some.Check(0.2, 10)).Interval);
        Assert.Null(Of(Some.Check(0, 10), Some.Check(0, 20), Some.Check(0, 5)).Interval);
        Assert.Null(Of(Some.Check(0.1), Some.Check(0.1), Some.Check(0.1)).Interval);
    }

    [Fact]
    public void Without_a_check_there_is_no_estimate() => Assert.Null(Ratio.Of([], check => check.Action, check => check.Contamination));

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(3, 3.182)]
    [InlineData(2.9999999999, 3.182)]
    [InlineData(3.9, 3.182)]
    [InlineData(30.5, 2.042)]
    [InlineData(39, 2.042)]
    [InlineData(45, 2.021)]
    [InlineData(5000, 1.962)]
    public void Students_t_is_the_tables_and_between_its_rows_the_wider(double freedom, double t) => Assert.Equal(t, StudentT.At95(freedom));

    [Fact]
    public void By_zone_each_has_its_row_with_what_was_wrong_in_it_and_its_kilos()
    {
        var rows = Contamination.By(
            [
                Some.Check(0.1, 10, zone: "south") with { Wrong = [new WrongPart("plastic", 0.1), new WrongPart("deposit", 0.3)] },
                Some.Check(0.2, 30, zone: "south"),
                Some.Check(0.5, zone: "east"),
            ],
            check => check.Zone);

        Assert.Equal(["east", "south"], rows.Select(row => row.Key));
        var south = rows[1];
        // 4 and 6 of 40 kg; of it deposit 3 and plastic 1 + 6.
        Assert.Equal((0.25, 40, 10), (Math.Round(south.All.Share, 9), south.TotalKg, Math.Round(south.WrongKg, 9)));
        Assert.Equal([("plastic", 0.175), ("deposit", 0.075)], south.Wrong.Select(part => (part.Key, Math.Round(part.Value.Share, 9))));
        Assert.Equal((0, 0), (rows[0].TotalKg, rows[0].WrongKg));
    }

    private static Ratio Of(params SortingCheck[] checks) => Ratio.Of(checks, check => check.Action, check => check.Contamination)!;
}
