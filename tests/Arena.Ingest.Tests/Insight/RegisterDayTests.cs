using Arena.Ingest.Insight;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Insight;

public sealed class RegisterDayTests
{
    private static readonly UnixTime Midnight = UnixTime.FromMilliseconds(Judging.Noon * 1000);

    private readonly RegisterDay _day = new();

    public RegisterDayTests() => _day.Begin(Midnight);

    [Fact]
    public void It_counts_from_the_last_reading_before_the_day()
    {
        Feed((-30, 900), (-10, 1000), (10, 1010), (20, 1025));
        Assert.Equal(25, _day.Total);
    }

    [Fact]
    public void Without_a_reading_before_it_counts_from_the_first()
    {
        Feed((10, 1010), (20, 1025));
        Assert.Equal(15, _day.Total);
    }

    [Fact]
    public void Before_the_days_first_reading_it_is_unknown()
    {
        Feed((-10, 1000));
        Assert.Null(_day.Total);
    }

    [Fact]
    public void A_register_that_begins_anew_goes_on_from_zero()
    {
        Feed((-10, 1000), (10, 1010), (20, 3), (30, 8));
        Assert.Equal(18, _day.Total);
    }

    [Theory]
    [InlineData(1_015, 20)]
    [InlineData(1_008, 13)]
    public void A_register_set_to_its_display_counts_the_correction_up_and_down(double display, double total)
    {
        Feed((-10, 1000), (10, 1010));
        _day.Add(Midnight + TimeSpan.FromSeconds(20), display, Quality.Aligned);
        Feed((30, display + 5));
        Assert.Equal(total, _day.Total);
    }

    [Fact]
    public void The_display_of_a_swapped_meter_counts_nothing()
    {
        Feed((-10, 1000), (10, 1010));
        _day.Add(Midnight + TimeSpan.FromSeconds(20), 700_000, Quality.Aligned | Quality.CounterReset);
        Feed((30, 700_005));
        Assert.Equal(15, _day.Total);
    }

    [Fact]
    public void A_late_reading_asks_for_a_new_count_and_changes_nothing()
    {
        Feed((-10, 1000), (30, 1030), (20, 1020));
        Assert.Equal(30, _day.Total);
        Assert.True(_day.Late);
    }

    [Fact]
    public void The_same_reading_again_is_not_late()
    {
        Feed((10, 1010), (10, 1010));
        Assert.False(_day.Late);
    }

    private void Feed(params (int Second, double Register)[] readings)
    {
        foreach (var (second, register) in readings)
            _day.Add(Midnight + TimeSpan.FromSeconds(second), register, Quality.Good);
    }
}
