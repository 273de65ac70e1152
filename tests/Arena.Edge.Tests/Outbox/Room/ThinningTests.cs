using Arena.Edge.Outbox.Room;
using Arena.Wire;
using Xunit;
using Some = Arena.Edge.Tests.Wire.Some;

namespace Arena.Edge.Tests.Outbox.Room;

public sealed class ThinningTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // 05:10:00 UTC, a whole minute, quarter of an hour and no whole hour.
    private const double Whole = -26.5;

    [Fact]
    public void A_gauge_keeps_its_extremes_as_they_were_sampled_and_its_mean_in_the_middle_of_the_window()
    {
        var thinned = Thin(Minute, Gauge((1, 20), (11, 50), (21, 10), (31, 30), (41, 15)));
        Assert.Equal(
            [At(11, 50, 0), At(21, 10, 0), At(30, 25, 5)],
            thinned.Select(weighed => (weighed.Sample.Time, weighed.Sample.Value, weighed.Weight)));
        Assert.All(thinned, weighed => Assert.Equal(Quality.Thinned, weighed.Sample.Quality));
    }

    [Fact]
    public void A_mean_steps_aside_where_a_sample_stands_in_the_middle() =>
        Assert.Equal(Time(30.001), Assert.Single(Thin(Minute, Gauge((1, 20), (11, 50), (30, 10), (41, 15))), weighed => weighed.Weight > 0).Sample.Time);

    [Fact]
    public void A_mean_of_half_a_window_stays_within_that_half() =>
        Assert.Equal(Time(8.5), Assert.Single(Thin(Minute, Gauge((1, 20), (3, 50), (6, 10), (16, 15))), weighed => weighed.Weight > 0).Sample.Time);

    [Fact]
    public void A_gauge_that_never_changed_keeps_both_its_ends() =>
        Assert.Equal(
            [At(1, 20, 0), At(30, 20, 4), At(41, 20, 0)],
            Thin(Minute, Gauge((1, 20), (11, 20), (21, 20), (41, 20))).Select(weighed => (weighed.Sample.Time, weighed.Sample.Value, weighed.Weight)));

    [Fact]
    public void Thinned_again_a_mean_weighs_as_much_as_it_stands_for_and_the_extremes_are_still_the_sampled_ones()
    {
        var raw = Gauge((1, 0), (11, 0), (21, 0), (31, 100), (61, 7), (71, 7), (81, 7), (91, 7), (101, 7), (111, 13));
        var twice = Thin(TimeSpan.FromMinutes(15), Thin(Minute, raw));
        Assert.Equal(3, twice.Count);
        var mean = Assert.Single(twice, weighed => weighed.Weight > 0);
        Assert.Equal(10, mean.Weight);
        Assert.Equal((4 * 25 + 6 * 8) / 10.0, mean.Sample.Value);
        Assert.Equal([At(1, 0, 0), At(31, 100, 0)], twice.Where(weighed => weighed.Weight == 0).Select(weighed => (weighed.Sample.Time, weighed.Sample.Value, weighed.Weight)));
    }

    [Fact]
    public void A_mean_tells_what_was_known_against_any_it_stands_for_and_an_extreme_what_was_known_against_itself()
    {
        var raw = Gauge((1, 20), (11, 50), (21, 10), (31, 30));
        raw[1] = raw[1] with { Sample = raw[1].Sample with { Quality = Quality.Implausible } };
        Assert.Equal(
            [Quality.Implausible | Quality.Thinned, Quality.Thinned, Quality.Implausible | Quality.Thinned],
            Thin(Minute, raw).Select(weighed => weighed.Sample.Quality));
    }

    [Fact]
    public void A_counter_keeps_the_first_and_the_last_of_its_window_exactly_as_sampled()
    {
        var raw = Counter((1, 100), (11, 101), (21, 102), (31, 103), (61, 104), (71, 105));
        Assert.Equal([raw[0], raw[3], raw[4], raw[5]], Thin(Minute, raw));
    }

    [Fact]
    public void A_counter_that_fell_keeps_both_sides_of_the_fall()
    {
        var raw = Counter((1, 100), (11, 120), (21, 150), (31, 0), (41, 3), (51, 9));
        Assert.Equal([raw[0], raw[2], raw[3], raw[5]], Thin(Minute, raw));
    }

    [Fact]
    public void What_is_known_against_a_counters_reading_that_goes_passes_to_the_next_that_stays()
    {
        var raw = Counter((1, 100), (11, 101), (21, 102), (31, 103));
        raw[1] = raw[1] with { Sample = raw[1].Sample with { Quality = Quality.PulsesLost } };
        Assert.Equal([Quality.Good, Quality.PulsesLost], Thin(Minute, raw).Select(weighed => weighed.Sample.Quality));
    }

    [Fact]
    public void Events_stay() =>
        Assert.Equal(10, Thin(TimeSpan.FromHours(1), [.. Enumerable.Range(0, 10).Select(i => Raw("bin-1", Quantities.LidOpen, i, i % 2))]).Count);

    [Fact]
    public void A_window_in_which_nothing_is_gained_stays_as_it_is()
    {
        WeighedSample[] raw = [.. Gauge((1, 20), (11, 50), (21, 10)), .. Counter((2, 100), (12, 101))];
        Assert.Equal(raw.OrderBy(weighed => weighed.Sample.Time), Thin(Minute, raw));
    }

    [Fact]
    public void Extremes_whose_mean_stands_in_another_batch_are_left_alone()
    {
        WeighedSample[] extremes = [.. Gauge((1, 20), (11, 50), (21, 10), (31, 12)).Select(weighed => weighed with { Weight = 0 })];
        Assert.Equal(extremes, Thin(TimeSpan.FromMinutes(15), extremes));
    }

    [Fact]
    public void Values_at_the_end_of_what_a_double_can_hold_have_a_finite_mean() =>
        Assert.All(
            Thin(Minute, Gauge((1, double.MaxValue), (11, double.MaxValue), (21, double.MinValue), (31, double.MaxValue))),
            weighed => Assert.True(double.IsFinite(weighed.Sample.Value)));

    private static List<WeighedSample> Thin(TimeSpan window, IEnumerable<WeighedSample> samples) => Thinning.Thin(samples, window);

    private static WeighedSample[] Gauge(params (double Second, double Value)[] samples) =>
        Array.ConvertAll(samples, sample => Raw("incomer", Quantities.ActivePower, sample.Second, sample.Value));

    private static WeighedSample[] Counter(params (double Second, double Value)[] samples) =>
        Array.ConvertAll(samples, sample => Raw("incomer", Quantities.ActiveEnergyImport, sample.Second, sample.Value));

    private static WeighedSample Raw(string point, Quantity quantity, double second, double value) =>
        new(Some.Sample(point, quantity, value, Whole + second), 1);

    private static UnixTime Time(double second) => Some.Sample("a", Quantities.Co2, 0, Whole + second).Time;

    private static (UnixTime Time, double Value, long Weight) At(double second, double value, long weight) => (Time(second), value, weight);
}
