using Arena.Ingest.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Decoding;

/// <summary>Bad input 28: a counter that goes backwards is accepted and marked.</summary>
public sealed class CounterWatchTests
{
    private readonly CounterWatch _watch = new(Ground.Catalogue);

    [Trait("BadInput", "28")]
    [Fact]
    public void A_register_that_goes_backwards_is_marked_and_kept()
    {
        var marked = _watch.Mark([At(0, 500), At(1, 510), At(2, 3), At(3, 4)]);
        Assert.Equal([500, 510, 3, 4], marked.Select(sample => sample.Value));
        Assert.Equal([Quality.Good, Quality.Good, Quality.CounterReset, Quality.Good], marked.Select(sample => sample.Quality));
    }

    [Fact]
    public void What_else_is_known_against_the_sample_stays() => Assert.Equal(
        Quality.CounterReset | Quality.PulsesLost, _watch.Mark([At(0, 500), At(1, 1) with { Quality = Quality.PulsesLost }])[1].Quality);

    [Fact]
    public void A_register_that_its_node_has_set_to_the_display_is_no_reset() =>
        Assert.Equal(Quality.Aligned, _watch.Mark([At(0, 500), At(1, 490) with { Quality = Quality.Aligned }])[1].Quality);

    [Fact]
    public void A_late_register_is_not_backwards()
    {
        _watch.Mark([At(10, 500)]);
        Assert.Equal(Quality.Good, _watch.Mark([At(5, 450)])[0].Quality);
        Assert.Equal(Quality.Good, _watch.Mark([At(11, 501)])[0].Quality);
    }

    [Fact]
    public void A_batch_that_comes_twice_is_marked_the_same_both_times()
    {
        Sample[] batch = [At(0, 500), At(1, 3), At(2, 4)];
        Assert.Equal(_watch.Mark(batch), _watch.Mark(batch));
    }

    [Fact]
    public void It_goes_on_where_the_store_stood()
    {
        _watch.Seed([At(0, 500)]);
        Assert.Equal(Quality.CounterReset, _watch.Mark([At(1, 2)])[0].Quality);
    }

    [Trait("BadInput", "28")]
    [Fact]
    public void A_reset_that_the_store_has_already_is_marked_again_when_it_comes_again()
    {
        _watch.Seed([At(1, 3) with { Quality = Quality.CounterReset }]);
        Assert.Equal([Quality.Good, Quality.CounterReset, Quality.Good], _watch.Mark([At(0, 500), At(1, 3), At(2, 4)]).Select(sample => sample.Quality));
    }

    [Fact]
    public void A_gauge_may_fall()
    {
        var samples = new[] { new Sample(Ground.Power, Time(0), 500), new Sample(Ground.Power, Time(1), 3) };
        Assert.Same(samples, _watch.Mark(samples));
    }

    private static Sample At(int second, double register) => new(Ground.Energy, Time(second), register);

    private static UnixTime Time(int second) => UnixTime.FromMilliseconds((Judging.Noon + second) * 1000);
}
