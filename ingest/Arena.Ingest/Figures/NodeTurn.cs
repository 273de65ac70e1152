using Arena.Ingest.Decoding;
using Arena.Ingest.Figures.Results;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Completeness of past days when late samples come, and of all nodes today and, once it is over, yesterday, whether anything came or not.</summary>
internal sealed class NodeTurn(DueFigures due, NodeCompleteness completeness, VenueCatalogue catalogue, FigurePlan plan, TimeProvider time)
{
    private const int Page = 64;

    /// <summary>Past days that are due.</summary>
    /// <exception cref="Store.StoreUnavailableException">What is not done stays due.</exception>
    public async ValueTask RunAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        var today = Today();
        for (var page = due.Page(DueKind.Node, Page); page.Count > 0; page = page.Count == Page ? due.Page(DueKind.Node, Page, page[^1]) : [])
        {
            foreach (var day in page.Where(day => day.Start < today.Microseconds))
            {
                await completeness.ComputeAsync(day.Subject, new UnixTime(day.Start), cancellationToken);
                await due.CleanAsync([day], cancellationToken);
                await rest();
            }
        }
    }

    /// <summary>Today so far, and the end of yesterday.</summary>
    /// <exception cref="Store.StoreUnavailableException">Run it again.</exception>
    public async ValueTask TodayAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        var today = Today();
        var yesterday = new UnixTime(plan.DayOf(today.Microseconds - 1));
        foreach (var node in catalogue.Manifest.Nodes)
        {
            await completeness.ComputeAsync(node.Name, yesterday, cancellationToken);
            await completeness.ComputeAsync(node.Name, today, cancellationToken);
            await rest();
        }
    }

    private UnixTime Today() => new(plan.DayOf(UnixTime.From(time.GetUtcNow()).Microseconds));
}
