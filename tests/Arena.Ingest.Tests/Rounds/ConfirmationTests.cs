using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Said;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>What a bin's own sensors say of an emptying that was tapped, and of one that was not.</summary>
public sealed class ConfirmationTests
{
    // 18 kg, taken out at minute 10.
    private static readonly BinSensed Scale = new() { Weights = Bin.Course((-30, 15), (9, 18), (10, 0), (40, 1)) };

    [Fact]
    public void An_emptying_that_nobody_tapped_counts_by_itself()
    {
        var happened = Assert.Single(BinHappenings.Of([], Scale));
        Assert.Null(happened.Action);
        Assert.Equal((Bin.At(10), 18), (happened.At, Math.Round(happened.Sensed!.Value.Kg!.Value)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    [InlineData(24)]
    public void A_tap_near_it_is_confirmed_and_it_counts_once(double minute)
    {
        var happened = Assert.Single(Happened(Scale, Bin.Tap(1, minute)));
        Assert.Equal((Bin.At(minute), Bin.At(10)), (happened.At, happened.Sensed!.Value.At));
    }

    [Fact]
    public void A_tap_far_from_it_is_another_emptying()
    {
        var happened = Happened(Scale, Bin.Tap(1, 30));
        Assert.Equal([true, false], happened.Select(each => each.Action is null));
        Assert.Null(happened[1].Sensed);
    }

    [Fact]
    public void Two_who_tap_the_same_emptying_are_both_confirmed_and_it_counts_once()
    {
        var happened = Happened(Scale, Bin.Tap(1, 11), Bin.Tap(2, 13));
        Assert.Equal(2, happened.Count);
        Assert.All(happened, each => Assert.Equal(Bin.At(10), each.Sensed!.Value.At));
        Assert.Equal(1, BinHappenings.Emptyings(happened, Bin.At(0), Bin.At(60)));
    }

    [Fact]
    public void Two_emptyings_confirm_one_tap_each()
    {
        var twice = new BinSensed { Weights = Bin.Course((-30, 9), (9, 12), (10, 0), (17, 5), (18, 0), (40, 0.1)) };
        Assert.Equal([Bin.At(10), Bin.At(18)], Happened(twice, Bin.Tap(1, 9), Bin.Tap(2, 19)).Select(each => each.Sensed!.Value.At));
    }

    [Fact]
    public void A_tap_is_confirmed_after_two_readings_what_nobody_tapped_only_after_five_minutes()
    {
        var young = new BinSensed { Weights = [.. Scale.Weights.Where(reading => reading.Time <= Bin.At(11))] };
        Assert.Empty(BinHappenings.Of([], young));
        Assert.Equal((Bin.At(10), 18), Assert.Single(Happened(young, Bin.Tap(1, 9))).Sensed is { } sensed ? (sensed.At, Math.Round(sensed.Kg!.Value)) : default);
        Assert.Null(Assert.Single(Happened(new BinSensed { Weights = [.. Scale.Weights.Where(reading => reading.Time <= Bin.At(10))] }, Bin.Tap(1, 9))).Sensed);
    }

    [Fact]
    public void One_who_leans_on_the_bin_while_it_is_tapped_confirms_nothing() =>
        Assert.Null(Assert.Single(Happened(new BinSensed { Weights = Bin.Readings(-3, 5, 5, 5, 40, 40, 5, 5) }, Bin.Tap(1, 0))).Sensed);

    [Fact]
    public void A_bin_without_a_scale_confirms_by_its_level()
    {
        var level = new BinSensed { Levels = Bin.Course((-30, 0.7), (9, 0.9), (10, 0.03), (40, 0.1)) };
        var happened = Assert.Single(Happened(level, Bin.Tap(1, 8)));
        Assert.Equal((Bin.At(10), null), (happened.Sensed!.Value.At, happened.Sensed.Value.Kg));
    }

    [Fact]
    public void A_scale_that_is_silent_leaves_it_to_the_level()
    {
        var sensed = new BinSensed { Weights = Bin.Course((-300, 5), (-60, 9)), Levels = Bin.Course((-30, 0.7), (9, 0.9), (10, 0.03), (40, 0.1)) };
        Assert.Null(Assert.Single(BinHappenings.Of([], sensed)).Sensed!.Value.Kg);
    }

    [Fact]
    public void A_swapped_bin_is_confirmed_as_an_emptied_one_is() =>
        Assert.NotNull(Assert.Single(Happened(Scale, Bin.Tap(1, 10, "swapped"))).Sensed);

    [Fact]
    public void A_tap_that_was_taken_back_leaves_what_the_sensors_saw()
    {
        var happened = Assert.Single(Happened(Scale, Bin.Tap(1, 10), Bin.Undo(2, 11, 1)));
        Assert.Null(happened.Action);
    }

    private static IReadOnlyList<BinHappening> Happened(BinSensed sensed, params SaidEvent<BinSaid>[] said) =>
        BinHappenings.Of(Bin.Stories(said).Of(Bin.Point, UnixTime.Min), sensed);
}
