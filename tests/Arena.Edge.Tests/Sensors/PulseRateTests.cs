using Arena.Edge.Sensors.S0;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>The truth table of <see cref="PulseRate"/>: opened at 0 s, at most 10 pulses a second, so next to nothing is one in 100 s.</summary>
public sealed class PulseRateTests
{
    private const long S = 1_000_000_000;

    private PulseRate _rate = new(10, 0);

    [Fact]
    public void Nothing_known_and_no_pulse_is_unknown_until_even_one_would_be_next_to_nothing()
    {
        Assert.Equal(double.NaN, _rate.At(0));
        Assert.Equal(double.NaN, _rate.At(99 * S));
        Assert.Equal(0, _rate.At(101 * S));
    }

    [Fact]
    public void One_pulse_alone_tells_no_pace()
    {
        _rate.Observe(1, 5 * S, 5 * S, 0);
        Assert.Equal(double.NaN, _rate.At(6 * S));
    }

    [Fact]
    public void The_first_pulses_tell_the_pace_between_them()
    {
        _rate.Observe(3, 5 * S, 9 * S, 2);
        Assert.Equal(0.5, _rate.At(9 * S));
    }

    [Fact]
    public void Later_pulses_tell_the_pace_since_the_earlier_newest()
    {
        _rate.Observe(2, 1 * S, 2 * S, 1);
        _rate.Observe(4, 4 * S, 10 * S, 3);
        Assert.Equal(0.5, _rate.At(10 * S));
    }

    [Fact]
    public void Lost_pulses_took_place()
    {
        _rate.Observe(2, 1 * S, 2 * S, 1);
        _rate.Observe(80, 9 * S, 10 * S, 9);
        Assert.Equal(10, _rate.At(10 * S));
    }

    [Fact]
    public void After_a_long_pause_only_the_new_intervals_count()
    {
        _rate.Observe(2, 1 * S, 2 * S, 1);
        _rate.Observe(5, 7_200 * S, 7_202 * S, 4);
        Assert.Equal(2, _rate.At(7_202 * S));
    }

    [Fact]
    public void A_slow_load_keeps_its_pace_between_its_pulses()
    {
        _rate.Observe(2, 0, 400 * S, 1);
        Assert.Equal(1 / 400.0, _rate.At(401 * S));
        Assert.Equal(1 / 400.0, _rate.At(799 * S));
        Assert.Equal(1 / 800.0, _rate.At(1_200 * S));
    }

    [Fact]
    public void A_load_that_was_switched_off_sinks_along_the_bound_to_zero()
    {
        _rate.Observe(11, 0, 10 * S, 10);
        Assert.Equal(1, _rate.At(10 * S));
        Assert.Equal(1, _rate.At(11 * S));
        Assert.Equal(0.5, _rate.At(12 * S));
        Assert.Equal(0.02, _rate.At(60 * S), 6);
        Assert.Equal(0, _rate.At(111 * S));
    }
}
