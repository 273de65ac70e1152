using Arena.Ingest.Decoding;
using Arena.Ingest.Insight.Accounts;
using Arena.Wire;

namespace Arena.Ingest.Figures.Results;

/// <summary>Writes <c>completeness</c> of a node in a day of the venue: what <c>/api/v1/completeness</c> calls <c>complete</c>, of today so far.</summary>
internal sealed class NodeCompleteness(VenueCatalogue catalogue, NodeAccounts accounts, FigurePlan plan, IFigureStore figures)
{
    /// <summary>Computes one day.</summary>
    /// <exception cref="Store.StoreUnavailableException">It can't be written now.</exception>
    public async ValueTask ComputeAsync(string node, UnixTime day, CancellationToken cancellationToken)
    {
        if (catalogue.Manifest.Nodes.FirstOrDefault(each => each.Name == node) is not { } known)
            return;
        var account = await accounts.OfAsync(known, new Interval(day, plan.DayAfter(day)), null, cancellationToken);
        if (account.Counts.Stored is not null && account.Counts.Complete is { } complete)
            await figures.WriteAsync([new Figure(new FigureName(FigureFields.Completeness, node), day, complete)], cancellationToken);
    }
}
