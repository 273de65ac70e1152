using Arena.Ingest.Figures;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

public abstract partial class FigureContract
{
    [Fact]
    public async Task A_figure_is_read_as_it_was_written_and_one_written_again_replaces_it()
    {
        var name = new FigureName(FigureFields.AddedKg, "bin-food");
        Figure[] figures = [.. Enumerable.Range(0, 2_500).Select(hour => new Figure(name, MatchGround.KickOff + TimeSpan.FromHours(hour), 0.1 * hour))];
        await Storage.Figures.Store.WriteAsync(figures, Cancellation);
        await Storage.Figures.Store.WriteAsync([figures[7] with { Value = 99 }], Cancellation);
        figures[7] = figures[7] with { Value = 99 };

        Assert.Equal(figures, await ReadAsync(name, 0, 2_500));
        Assert.Equal(figures[3..9], await ReadAsync(name, 3, 9));
        Assert.Empty(await ReadAsync(name with { Subject = "bin-residual" }, 0, 2_500));
    }

    [Fact]
    public async Task A_text_is_read_as_it_was_written()
    {
        var figure = new Figure(new FigureName(FigureFields.Software, MatchGround.Node), MatchGround.KickOff, 0) { Text = "1.2.0+\"a\\b\", å=ö" };
        await Storage.Figures.Store.WriteAsync([figure], Cancellation);

        Assert.Equal([figure], await ReadAsync(figure.Name, -1, 1));
    }

    [Fact]
    public async Task A_figure_at_the_time_of_a_sample_leaves_the_sample_as_it_is()
    {
        await StoreAsync(MatchGround.Food, (0, 4.5));
        await Storage.Figures.Store.WriteAsync([new Figure(new FigureName(FigureFields.EmptiedKg, "bin-food"), MatchGround.KickOff, 3)], Cancellation);

        var stored = await Storage.Store.ReadAsync(MatchGround.Food, MatchGround.KickOff - TimeSpan.FromHours(1), MatchGround.KickOff + TimeSpan.FromHours(1), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(4.5, Assert.Single(stored).Value);
    }

    [Fact]
    public async Task Completeness_is_told_for_past_days_that_samples_came_for_and_for_today()
    {
        // Since 15:00 yesterday, and half of the minutes between 12:00 and 13:00 (UTC) today.
        GoTo(-60);
        await StoreStillAsync(MatchGround.Food, -1440, -900, 1);
        await StoreAsync(MatchGround.Food, [.. Enumerable.Range(0, 30).Select(half => (-120 + (2 * half), 1.0))]);
        await ComputeAsync();

        // Yesterday, which began 14 h before kick-off and 24 h: 540 of the 540 minutes up to midnight of the venue.
        Assert.Equal([(-900 - 1440, 1)], await FiguresAsync(FigureFields.Completeness, MatchGround.Node));
        await TodayAsync();
        Assert.Equal([(-900 - 1440, 1), (-900, Math.Round(30 / 840.0, 3))], await FiguresAsync(FigureFields.Completeness, MatchGround.Node));
    }

    private async Task<List<Figure>> ReadAsync(FigureName name, int fromHour, int toHour) =>
        await Storage.Figures.Store.ReadAsync(name, MatchGround.KickOff + TimeSpan.FromHours(fromHour), MatchGround.KickOff + TimeSpan.FromHours(toHour), Cancellation).ToListAsync(Cancellation);
}
