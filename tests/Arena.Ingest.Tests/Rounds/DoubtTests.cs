using Arena.Ingest.Rounds.Actions;
using Arena.Ingest.Rounds.Doubts;
using Arena.Ingest.Rounds.Sensing;
using Arena.Ingest.Said;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>When a level is not believed, in cases that can be followed with a pencil. A full bin weighs 40 kg where nothing else is said.</summary>
public sealed class DoubtTests
{
    private const double KgFull = 40;

    // Near 0.3 for ten minutes, then 0.9 at once.
    private static readonly List<StoredSample> Jump = [.. Bin.Course((0, 0.3), (10, 0.3)), .. Bin.Course((11, 0.9), (60, 0.9))];

    [Fact]
    public void A_lid_that_stands_open_for_three_minutes_is_a_doubt_and_what_was_there_before_is_likelier()
    {
        var open = new BinSensed { Levels = Bin.Course((0, 0.3), (14, 0.3)), LidOpenSince = Bin.At(10.5) };
        Assert.Equal(new Doubt(DoubtReason.LidOpen, Bin.At(10.5), 0.3), Find(open, 14));
        Assert.Null(Find(open, 13));
    }

    [Fact]
    public void Sooner_when_two_readings_under_the_open_lid_say_something_else()
    {
        var open = new BinSensed { Levels = [.. Bin.Course((0, 0.3), (10, 0.3)), .. Bin.Course((11, 1), (14, 1))], LidOpenSince = Bin.At(10.5) };
        Assert.Equal(new Doubt(DoubtReason.LidOpen, Bin.At(10.5), 0.3), Find(open, 12));
        Assert.Null(Find(open, 11));
    }

    [Fact]
    public void Where_there_is_a_scale_the_weight_under_an_open_lid_is_likelier() =>
        Assert.Equal(0.5, Find(new BinSensed { Levels = Bin.Readings(0, 0.3, 0.3, 0.3, 0, 0), Weights = Bin.Readings(0, 20, 20, 20, 20, 20), LidOpenSince = Bin.At(0.5) }, 4)!.LikelyLevel);

    [Fact]
    public void A_tapped_emptying_after_which_the_level_stays_is_doubted_after_ten_minutes()
    {
        var full = new BinSensed { Levels = Bin.Course((0, 0.9), (40, 0.94)) };
        Assert.Equal(new Doubt(DoubtReason.Stuck, Bin.At(20), null), Find(full, 30, null, Bin.Tap(1, 20)));
        Assert.Null(Find(full, 29, null, Bin.Tap(1, 20)));
        Assert.Null(Find(full, 30, null, Bin.Tap(1, 20), Bin.Undo(2, 21, 1)));
    }

    [Fact]
    public void Where_scale_and_level_both_say_that_nothing_was_emptied_the_level_is_likely()
    {
        var doubt = Find(new BinSensed { Levels = Bin.Course((0, 0.9), (40, 0.9)), Weights = Bin.Course((0, 36), (40, 36)) }, 31, KgFull, Bin.Tap(1, 20))!;
        Assert.Equal((DoubtReason.ContradictsWeight, 0.9), (doubt.Reason, Math.Round(doubt.LikelyLevel!.Value, 6)));
    }

    [Fact]
    public void A_tapped_swap_after_which_all_goes_on_as_before_is_doubted_like_an_emptying()
    {
        var full = new BinSensed { Levels = Bin.Course((0, 0.9), (40, 0.94)) };
        Assert.Equal(new Doubt(DoubtReason.Stuck, Bin.At(20), null), Find(full, 30, null, Bin.Tap(1, 20, "swapped")));
        Assert.Null(Find(full, 29, null, Bin.Tap(1, 20, "swapped")));
        var weighed = new BinSensed { Levels = Bin.Course((0, 0.9), (40, 0.9)), Weights = Bin.Course((0, 36), (40, 36)) };
        Assert.Equal(DoubtReason.ContradictsWeight, Find(weighed, 31, KgFull, Bin.Tap(1, 20, "swapped"))!.Reason);
    }

    [Fact]
    public void A_bin_that_was_swapped_is_believed_and_so_is_a_swap_before_which_its_sensors_were_cleaned()
    {
        Assert.Null(Find(new BinSensed { Levels = [.. Bin.Course((0, 0.9), (20, 0.9)), .. Bin.Course((21, 0.05), (60, 0.8))] }, 60, null, Bin.Tap(1, 20, "swapped")));
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 0.9), (40, 0.94)) }, 35, null, Bin.Tap(1, 20, "swapped"), Bin.Tap(2, 21, "sensor_cleaned")));
    }

    [Fact]
    public void A_tap_at_a_nearly_empty_bin_shows_too_little_to_be_doubted() =>
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 0.3), (40, 0.3)) }, 40, null, Bin.Tap(1, 20)));

    [Fact]
    public void A_bin_that_was_emptied_and_fills_again_is_believed() =>
        Assert.Null(Find(new BinSensed { Levels = [.. Bin.Course((0, 0.9), (20, 0.9)), .. Bin.Course((21, 0.05), (60, 0.8))] }, 60, null, Bin.Tap(1, 20)));

    [Fact]
    public void A_level_that_stays_high_when_the_scale_saw_the_emptying_is_a_dirty_sensor()
    {
        var sensed = new BinSensed { Levels = Bin.Course((0, 0.95), (40, 0.95)), Weights = [.. Bin.Course((0, 38), (19, 38)), .. Bin.Course((20, 0), (39, 2)), .. Bin.Readings(40, 2)] };
        Assert.Equal(new Doubt(DoubtReason.DirtySensor, Bin.At(20), 0.05), Find(sensed, 40));
    }

    [Fact]
    public void A_jump_that_the_scale_did_not_feel_is_a_caught_bag()
    {
        Assert.Equal(new Doubt(DoubtReason.BagCaught, Bin.At(11), 0.3), Find(new BinSensed { Levels = Jump, Weights = Bin.Course((0, 12), (60, 12)) }, 15));
        // 0.6 of a bin are 24 kg; a third of them, of light waste, is enough.
        Assert.Null(Find(new BinSensed { Levels = Jump, Weights = [.. Bin.Course((0, 12), (10, 12)), .. Bin.Course((11, 21), (60, 21))] }, 15));
    }

    [Fact]
    public void Where_a_full_bin_was_never_weighed_the_scale_must_feel_at_least_something()
    {
        Assert.NotNull(Find(new BinSensed { Levels = Jump, Weights = Bin.Course((0, 12), (60, 12)) }, 15, null));
        Assert.Null(Find(new BinSensed { Levels = Jump, Weights = [.. Bin.Course((0, 12), (10, 12)), .. Bin.Course((11, 12.5), (60, 12.5))] }, 15, null));
    }

    [Fact]
    public void Without_a_scale_a_jump_by_a_quarter_of_the_bin_is_none_of_a_bins_curves()
    {
        Assert.Equal(new Doubt(DoubtReason.BagCaught, Bin.At(11), 0.3), Find(new BinSensed { Levels = Jump }, 15, null));
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 0.3), (10, 0.9), (20, 0.9)) }, 15, null));
        Assert.Null(Find(new BinSensed { Levels = [.. Bin.Course((0, 0.5), (10, 0.5)), .. Bin.Course((11, 0.72), (20, 0.72))] }, 15, null));
    }

    [Fact]
    public void A_jump_across_a_silence_says_nothing() =>
        Assert.Null(Find(new BinSensed { Levels = [.. Bin.Course((0, 0.3), (10, 0.3)), .. Bin.Course((14, 0.9), (20, 0.9))] }, 15, null));

    [Fact]
    public void A_bag_that_fell_is_over_and_so_is_one_that_was_reached_by_the_waste_beneath_it()
    {
        Assert.Null(Find(new BinSensed { Levels = [.. Bin.Course((0, 0.3), (10, 0.3)), .. Bin.Course((11, 0.9), (19, 0.9)), .. Bin.Course((20, 0.35), (30, 0.35))] }, 25, null));
        Assert.Null(Find(new BinSensed { Levels = Jump, Weights = Bin.Course((0, 12), (10, 12), (60, 28)) }, 60));
        Assert.NotNull(Find(new BinSensed { Levels = Jump, Weights = Bin.Course((0, 12), (10, 12), (60, 24)) }, 60));
    }

    [Fact]
    public void What_sits_on_the_range_finder_says_near_without_a_flicker()
    {
        var sensed = new BinSensed { Levels = [.. Bin.Course((0, 0.3), (10, 0.3)), .. Bin.Course((11, 1), (30, 1))] };
        Assert.Equal((DoubtReason.DirtySensor, Bin.At(11)), Find(sensed, 25, null) is { } doubt ? (doubt.Reason, doubt.Since) : default);
    }

    [Fact]
    public void A_level_that_stands_still_while_the_scale_fills_is_stuck_and_the_weight_is_likelier()
    {
        var sensed = new BinSensed { Levels = Bin.Course((0, 0.2), (30, 0.2)), Weights = [.. Bin.Course((0, 8), (29, 20)), .. Bin.Readings(30, 20)] };
        Assert.Equal(new Doubt(DoubtReason.Stuck, Bin.At(0), 0.5), Find(sensed, 30));
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 0.2), (30, 0.2)), Weights = Bin.Course((0, 8), (30, 11)) }, 30));
        Assert.Null(Find(new BinSensed { Levels = [.. sensed.Levels.Select((reading, place) => reading with { Value = place % 5 == 0 ? 0.215 : 0.2 })], Weights = sensed.Weights }, 30));
    }

    [Fact]
    public void A_level_that_stands_still_at_the_brim_is_dirty_only_when_the_scale_is_far_from_full()
    {
        Assert.Equal(DoubtReason.DirtySensor, Find(new BinSensed { Levels = Bin.Course((0, 1), (30, 1)), Weights = Bin.Course((0, 10), (30, 20)) }, 30)?.Reason);
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 1), (30, 1)), Weights = Bin.Course((0, 34), (30, 40)) }, 30));
    }

    [Fact]
    public void Without_a_scale_two_bins_beside_it_that_fill_make_a_still_level_doubtful()
    {
        var (still, fills) = (new BinSensed { Levels = Bin.Course((0, 0.2), (30, 0.2)) }, new BinSensed { Levels = Bin.Course((0, 0.2), (30, 0.4)) });
        Assert.Equal(new Doubt(DoubtReason.Stuck, Bin.At(0), null), Find(still, 30, null, [fills, fills]));
        Assert.Null(Find(still, 30, null, [fills, still]));
        Assert.Null(Find(new BinSensed { Levels = Bin.Course((0, 1), (30, 1)) }, 30, null, [fills, fills]));
    }

    [Fact]
    public void Light_waste_that_came_slowly_is_full_all_the_same_but_worth_a_look()
    {
        var doubt = Find(new BinSensed { Levels = Bin.Course((0, 0.4), (60, 0.9), (75, 0.9)), Weights = Bin.Course((0, 4), (75, 8)) }, 75)!;
        Assert.Equal((DoubtReason.ContradictsWeight, 0.9), (doubt.Reason, Math.Round(doubt.LikelyLevel!.Value, 6)));
    }

    [Fact]
    public void When_its_sensors_were_cleaned_what_they_said_before_is_no_longer_held_against_them() =>
        Assert.Null(Find(new BinSensed { Levels = Jump }, 25, null, Bin.Tap(1, 20, "sensor_cleaned")));

    [Fact]
    public void A_full_that_someone_saw_with_their_own_eyes_is_not_doubted() =>
        Assert.Null(Find(new BinSensed { Levels = Jump }, 25, null, Bin.Tap(1, 20, "overflowing")));

    [Fact]
    public void A_bin_that_is_silent_is_not_doubted() => Assert.Null(Find(new BinSensed { Levels = Jump }, 80, null));

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, 40.0)]
    public void What_a_full_bin_weighs_is_the_middle_of_the_hours_in_which_it_was_neither_empty_nor_brimful(int hours, double? kg) =>
        Assert.Equal(kg, BinDensities.Learn([.. Enumerable.Repeat((0.5, 20.0), hours - 1), (0.5, 10), (0.1, 90), (0.97, 90)]));

    private static Doubt? Find(BinSensed sensed, double minute, double? kgFull = KgFull, params SaidEvent<BinSaid>[] said) => Find(sensed, minute, kgFull, [], said);

    private static Doubt? Find(BinSensed sensed, double minute, double? kgFull, IReadOnlyList<BinSensed> beside, params SaidEvent<BinSaid>[] said)
    {
        var known = new BinSensed
        {
            Levels = [.. sensed.Levels.Where(reading => reading.Time <= Bin.At(minute))],
            Weights = [.. sensed.Weights.Where(reading => reading.Time <= Bin.At(minute))],
            LidOpenSince = sensed.LidOpenSince,
        };
        return Doubting.Of(new DoubtCase(known, BinHappenings.Of(Bin.Stories(said).Of(Bin.Point, UnixTime.Min), known), kgFull, beside, Bin.At(minute)));
    }
}
