using Arena.Ingest.Figures.Bins;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Works off the hours of bins that are due: neighbours of one bin together.</summary>
internal sealed class BinTurn(DueFigures due, BinFigures bins)
{
    private const int Page = 512;
    private const long DayUs = 24 * RollupLevels.HourUs;

    /// <summary>One bin at a time; <paramref name="rest"/> is called after each.</summary>
    /// <exception cref="Store.StoreUnavailableException">What is not done stays due.</exception>
    public async ValueTask RunAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        for (var page = due.Page(DueKind.Bin, Page); page.Count > 0; page = page.Count == Page ? due.Page(DueKind.Bin, Page, page[^1]) : [])
        {
            foreach (var run in Runs(page))
            {
                await bins.ComputeAsync(run[0].Subject, new UnixTime(run[0].Start), new UnixTime(run[^1].Start), cancellationToken);
                await due.CleanAsync(run, cancellationToken);
                await rest();
            }
        }
    }

    // Hours of one bin that lie within a day of each other: the day after each is computed anyway.
    private static IEnumerable<List<DueFigure>> Runs(List<DueFigure> page)
    {
        var run = new List<DueFigure>();
        foreach (var hour in page)
        {
            if (run.Count > 0 && (hour.Subject != run[0].Subject || hour.Start - run[^1].Start > DayUs || hour.Start - run[0].Start >= BinFigures.MostHours * RollupLevels.HourUs))
            {
                yield return run;
                run = [];
            }

            run.Add(hour);
        }

        if (run.Count > 0)
            yield return run;
    }
}
