using Arena.Ingest.Checks;
using Arena.Ingest.Figures;
using Arena.Ingest.Tests.Checks;
using Xunit;

namespace Arena.Ingest.Tests.Figures;

public abstract partial class FigureContract
{
    [Fact]
    public async Task A_check_is_told_as_figures_of_its_bin_and_one_that_is_taken_back_as_none()
    {
        var folder = Directory.CreateTempSubdirectory("arena-checks-");
        using var log = new CheckLog(folder.FullName);
        var book = new CheckBook(log);
        var figures = new CheckFigures(book, Storage.Figures.Store);
        var (weighed, estimated) = (Some.Action(), Some.Action());
        Make(weighed, 40, 0.2, 12.5);
        Make(estimated, 50, 0.15, null);
        await figures.WriteAsync(Cancellation);

        Assert.Equal([(40, 1), (50, 1)], await FiguresAsync(FigureFields.Checked, "bin-food"));
        Assert.Equal([(40, 0.2), (50, 0.15)], await FiguresAsync(FigureFields.Contamination, "bin-food"));
        Assert.Equal([(40, 2.5)], await FiguresAsync(FigureFields.ContaminationKg, "bin-food"));

        var undo = Some.Action();
        book.Say("Kim", MatchGround.KickOff, undo, () => ("bin-food", new CheckSaid { Action = undo, At = MatchGround.KickOff.ToDateTimeOffset(), Undoes = weighed }));
        await figures.WriteAsync(Cancellation);

        Assert.Equal([(40, 0), (50, 1)], await FiguresAsync(FigureFields.Checked, "bin-food"));
        Assert.Equal([(40, 0), (50, 0.15)], await FiguresAsync(FigureFields.Contamination, "bin-food"));
        Assert.Equal([(40, 0)], await FiguresAsync(FigureFields.ContaminationKg, "bin-food"));

        // After a restart all are written over once more, and nothing is different.
        await new CheckFigures(book, Storage.Figures.Store).WriteAsync(Cancellation);
        Assert.Equal([(40, 0), (50, 1)], await FiguresAsync(FigureFields.Checked, "bin-food"));
        folder.Delete(recursive: true);

        void Make(string action, int minute, double share, double? kg)
        {
            var at = MatchGround.KickOff + TimeSpan.FromMinutes(minute);
            book.Say("Kim", at, action, () => ("bin-food", Some.Said(action, at, share, kg)));
        }
    }
}
