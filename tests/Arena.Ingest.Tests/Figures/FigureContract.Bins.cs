using Arena.Ingest.Figures;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

public abstract partial class FigureContract
{
    [Fact]
    public async Task What_came_into_a_bin_is_told_by_the_hour_and_an_emptying_when_it_was()
    {
        GoTo(300);
        await StoreStillAsync(MatchGround.Food, 0, 30, 1);
        await StoreStillAsync(MatchGround.Food, 30, 70, 3.5);
        await StoreStillAsync(MatchGround.Food, 70, 90, 4);
        await StoreStillAsync(MatchGround.Food, 90, 130, 0.1);
        await ComputeAsync();

        Assert.Equal([(0, 2.5), (60, 0.5), (120, 0)], await FiguresAsync(FigureFields.AddedKg, "bin-food"));
        Assert.Equal([(90, 1)], await FiguresAsync(FigureFields.Emptied, "bin-food"));
        Assert.Equal([(90, 3.9)], await FiguresAsync(FigureFields.EmptiedKg, "bin-food"));
    }

    [Fact]
    public async Task A_bin_without_a_scale_is_emptied_by_its_level_and_has_no_kilos()
    {
        GoTo(300);
        await StoreStillAsync(MatchGround.Plastic, 0, 30, 0.8);
        await StoreStillAsync(MatchGround.Plastic, 30, 60, 0.02);
        await ComputeAsync();

        Assert.Equal([(30, 1)], await FiguresAsync(FigureFields.Emptied, "bin-plastic"));
        Assert.Empty(await FiguresAsync(FigureFields.EmptiedKg, "bin-plastic"));
        Assert.Empty(await FiguresAsync(FigureFields.AddedKg, "bin-plastic"));
    }

    [Fact]
    public async Task Late_samples_move_what_they_change_also_in_hours_that_had_all_of_theirs()
    {
        GoTo(600);
        await StoreStillAsync(MatchGround.Food, 0, 60, 1);
        await StoreStillAsync(MatchGround.Food, 120, 180, 6);
        await ComputeAsync();
        Assert.Equal([(0, 0), (120, 5)], await FiguresAsync(FigureFields.AddedKg, "bin-food"));

        // The hour between was on a node that was away: four of the five kilos came in it.
        await StoreStillAsync(MatchGround.Food, 60, 90, 3);
        await StoreStillAsync(MatchGround.Food, 90, 120, 5);
        await ComputeAsync();
        Assert.Equal([(0, 0), (60, 4), (120, 1)], await FiguresAsync(FigureFields.AddedKg, "bin-food"));
    }

    [Fact]
    public async Task An_emptying_that_late_samples_move_is_taken_back_where_it_was()
    {
        GoTo(600);
        await StoreStillAsync(MatchGround.Food, 0, 60, 5);
        await StoreStillAsync(MatchGround.Food, 200, 230, 0);
        await ComputeAsync();
        Assert.Equal([(200, 1)], await FiguresAsync(FigureFields.Emptied, "bin-food"));

        await StoreStillAsync(MatchGround.Food, 60, 200, 0);
        await ComputeAsync();
        Assert.Equal([(60, 1), (200, 0)], await FiguresAsync(FigureFields.Emptied, "bin-food"));
        Assert.Equal([(60, 5), (200, 0)], await FiguresAsync(FigureFields.EmptiedKg, "bin-food"));
    }

    [Fact]
    public async Task What_is_due_survives_the_end_of_the_process()
    {
        GoTo(300);
        await StoreStillAsync(MatchGround.Food, 0, 30, 1);
        await StoreStillAsync(MatchGround.Food, 30, 60, 3);
        await RollAsync();
        await ReopenAsync();
        await ComputeAsync();

        Assert.Equal([(0, 2)], await FiguresAsync(FigureFields.AddedKg, "bin-food"));
        Assert.Empty(Storage.Figures.Due.Page(DueKind.Bin, 10));
    }

    [Fact]
    public async Task What_was_stored_before_figures_were_kept_is_computed_once()
    {
        await CloseAsync();
        await ForgetFiguresAsync();
        GoTo(300);
        await OpenAsync(plan: null);
        await StoreStillAsync(MatchGround.Food, 0, 30, 1);
        await StoreStillAsync(MatchGround.Food, 30, 60, 3);
        await RollAsync();
        await CloseAsync();
        await ForgetFiguresAsync();
        await InitializeAsync();
        await ComputeAsync();

        Assert.Equal([(0, 2)], await FiguresAsync(FigureFields.AddedKg, "bin-food"));
        Assert.Empty(Storage.Figures.Due.Page(DueKind.History, 10));
    }

    [Fact]
    public async Task What_is_marked_while_it_is_computed_stays_due()
    {
        var due = Storage.Figures.Due;
        await due.MarkAsync([new DueFigure(DueKind.Bin, "bin-food", 0)], Cancellation);
        var seen = due.Page(DueKind.Bin, 10);
        await due.MarkAsync([new DueFigure(DueKind.Bin, "bin-food", 0)], Cancellation);

        await due.CleanAsync(seen, Cancellation);

        Assert.Single(due.Page(DueKind.Bin, 10));
    }
}
