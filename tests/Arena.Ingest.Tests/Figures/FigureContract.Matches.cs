using Arena.Ingest.Figures;
using Arena.Ingest.Matches;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

public abstract partial class FigureContract
{
    [Fact]
    public async Task The_results_of_a_match_count_from_the_gates_to_the_end_of_cleaning()
    {
        GoTo(300);

        // What was counted before the gates (−75) and after the end (240) is not the match's.
        await StoreAsync(MatchGround.Turnstile, (-80, 100), (-70, 150), (0, 1_100), (230, 1_110), (250, 1_200));
        await StoreAsync(MatchGround.OtherTurnstile, (-76, 7), (10, 400));
        await StoreAsync(MatchGround.Bought, (-80, 10_000), (100, 60_000), (239, 90_000), (241, 99_999));
        await StoreAsync(MatchGround.Sun, (-80, 500), (0, 4_500));
        await StoreAsync(MatchGround.Sold, (-80, 50), (0, 1_050));
        await StoreAsync(MatchGround.Water, (-80, 1_000), (100, 4_200));
        await StoreStillAsync(MatchGround.Food, -120, 50, 0.5);
        await StoreStillAsync(MatchGround.Food, 50, 180, 4.5);
        await StoreStillAsync(MatchGround.Food, 180, 260, 0);
        await StoreStillAsync(MatchGround.Residual, -120, 50, 1);
        await StoreStillAsync(MatchGround.Residual, 50, 260, 7);
        await StoreStillAsync(MatchGround.Plastic, -120, 150, 0.9);
        await StoreStillAsync(MatchGround.Plastic, 150, 260, 0);
        await ComputeAsync();

        Assert.Equal(3_200, await ResultAsync(FigureFields.ExpectedAttendance));
        Assert.Equal(1_010 + 393, await ResultAsync(FigureFields.Attendance));
        Assert.Equal(80_000 + 3_000, await ResultAsync(FigureFields.EnergyWh));
        Assert.Equal(3_200, await ResultAsync(FigureFields.WaterL));
        Assert.Equal(10, await ResultAsync(FigureFields.WasteKg));
        Assert.Equal(4, await ResultAsync(FigureFields.SortedKg));
        Assert.Equal(2, await ResultAsync(FigureFields.Emptyings));
    }

    [Fact]
    public async Task What_nobody_measured_is_not_told()
    {
        GoTo(300);
        await ComputeAsync();

        Assert.Equal(3_200, await ResultAsync(FigureFields.ExpectedAttendance));
        Assert.Null(await ResultAsync(FigureFields.Attendance));
        Assert.Null(await ResultAsync(FigureFields.WasteKg));
        Assert.Null(await ResultAsync(FigureFields.EnergyWh));
    }

    [Fact]
    public async Task While_a_match_goes_on_its_results_are_so_far_and_only_phases_that_began_are_told()
    {
        GoTo(50);
        await StoreAsync(MatchGround.Turnstile, (-80, 0), (0, 900));
        await ComputeAsync();
        Assert.Equal(900, await ResultAsync(FigureFields.Attendance));
        Assert.Equal([(-75, 1), (0, 2), (47, 3)], await FiguresAsync(FigureFields.Phase, MatchGround.MatchName));

        GoTo(300);
        await StoreAsync(MatchGround.Turnstile, (60, 950));
        await ComputeAsync();
        Assert.Equal(950, await ResultAsync(FigureFields.Attendance));
        Assert.Equal([(-75, 1), (0, 2), (47, 3), (62, 4), (109, 5), (140, 6), (240, 0)], await FiguresAsync(FigureFields.Phase, MatchGround.MatchName));
    }

    [Fact]
    public async Task Before_its_gates_open_nothing_is_told_of_a_match()
    {
        GoTo(-76);
        await StoreAsync(MatchGround.Turnstile, (-80, 10));
        await ComputeAsync();
        Assert.Empty(await FiguresAsync(FigureFields.Phase, MatchGround.MatchName));
        Assert.Null(await ResultAsync(FigureFields.ExpectedAttendance));
    }

    [Fact]
    public async Task A_phase_that_is_moved_leaves_where_it_was_the_phase_that_was_then()
    {
        GoTo(65);
        await ComputeAsync();
        Say(new MatchSaid { Phase = "half-time", PhaseAt = Minute(50) });
        await ComputeAsync();

        // Half-time at 47 was the plan's: the first half went on until 50, and the second half will begin at 65.
        Assert.Equal([(-75, 1), (0, 2), (47, 2), (50, 3), (62, 3), (65, 4)], await FiguresAsync(FigureFields.Phase, MatchGround.MatchName));
    }

    [Fact]
    public async Task A_match_that_is_moved_or_called_off_leaves_no_results_behind()
    {
        GoTo(300);
        await StoreAsync(MatchGround.Turnstile, (-80, 0), (0, 900));
        await ComputeAsync();
        Say(new MatchSaid { KickOff = Minute(20) });
        await ComputeAsync();
        Assert.Equal((0, 900), (await ResultAsync(FigureFields.Attendance), await ResultAsync(FigureFields.Attendance, kickOff: 20)));

        Say(new MatchSaid { Cancelled = true });
        await ComputeAsync();
        Assert.All(await FiguresAsync(FigureFields.Attendance, MatchGround.MatchName), figure => Assert.Equal(0, figure.Value));
        Assert.All(await FiguresAsync(FigureFields.Phase, MatchGround.MatchName), figure => Assert.Equal(0, figure.Value));
    }

    [Fact]
    public async Task An_attendance_that_someone_set_outweighs_the_count_until_it_is_taken_back()
    {
        GoTo(300);
        await StoreAsync(MatchGround.Turnstile, (-80, 0), (0, 900));
        Say(new MatchSaid { Attendance = 1_234 });
        await ComputeAsync();
        Assert.Equal(1_234, await ResultAsync(FigureFields.Attendance));

        Say(new MatchSaid { Attendance = -1 });
        await ComputeAsync();
        Assert.Equal(900, await ResultAsync(FigureFields.Attendance));
    }

    private void Say(MatchSaid said) => Book.Say("Kim", Arena.Wire.UnixTime.From(Time.GetUtcNow()), _ => [(MatchGround.MatchName, said)]);

    private static DateTimeOffset Minute(int minute) => (MatchGround.KickOff + TimeSpan.FromMinutes(minute)).ToDateTimeOffset();
}
