using Arena.Edge.Sensors.Current;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class MainsPeriodsTests
{
    [Theory]
    [InlineData(0.0011)]
    [InlineData(0.0023)]
    [InlineData(0.0031)]
    public void A_sine_gives_its_root_mean_square_at_any_pace_of_reading(double everyS)
    {
        var periods = Read(everyS, atS => 1.65 + (Math.Sqrt(2) * Math.Sin(2 * Math.PI * 50 * atS)));
        Assert.Equal(MainsPeriods.Wanted, periods.Good);
        Assert.Equal(1.65, periods.Wave().MeanV, 0.01);
        Assert.Equal(1, periods.Wave().RmsV, 0.01);
    }

    [Fact]
    public void Harmonics_count_in_full()
    {
        var periods = Read(0.0019, atS => Math.Sqrt(2) * (Math.Sin(2 * Math.PI * 50 * atS) + (0.5 * Math.Sin(2 * Math.PI * 150 * atS))));
        Assert.Equal(Math.Sqrt(1.25), periods.Wave().RmsV, 0.02);
    }

    [Fact]
    public void A_period_with_a_hole_does_not_count()
    {
        var periods = new MainsPeriods();
        for (var at = 0.0; at < 0.0999; at += 0.001)
        {
            if (at is > 0.043 and < 0.052) continue;
            periods.Add(at, at is > 0.042 and < 0.058 ? 3 : 1);
        }

        periods.Add(0.1001, 1);
        Assert.Equal(4, periods.Good);
        Assert.Equal(0, periods.Wave().RmsV, 0.05);
    }

    [Fact]
    public void A_hole_over_several_periods_spoils_them_all()
    {
        var periods = new MainsPeriods();
        for (var at = 0.0; at < 0.021; at += 0.002) periods.Add(at, 1);
        for (var at = 0.085; at < 0.1201; at += 0.002) periods.Add(at, 1);
        Assert.Equal(1, periods.Good);
    }

    private static MainsPeriods Read(double everyS, Func<double, double> volts)
    {
        var periods = new MainsPeriods();
        for (var at = 0.0; periods.Good < MainsPeriods.Wanted; at += everyS) periods.Add(at, volts(at));
        return periods;
    }
}
