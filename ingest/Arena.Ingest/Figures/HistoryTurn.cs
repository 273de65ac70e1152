using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Once, where samples are older than figures: marks everything that samples are there for.</summary>
internal sealed class HistoryTurn(DueFigures due, VenueCatalogue catalogue, FigurePlan plan, ISampleStore store, TimeProvider time)
{
    private static readonly UnixTime Earliest = UnixTime.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <exception cref="StoreUnavailableException">It stays due.</exception>
    public async ValueTask RunAsync(Func<ValueTask> rest, CancellationToken cancellationToken)
    {
        if (due.Page(DueKind.History, 1) is not [var history])
            return;
        foreach (var series in catalogue.Series)
        {
            var hours = await store.AggregateAsync(series.Name, Earliest, UnixTime.From(time.GetUtcNow()), TimeSpan.FromHours(1), cancellationToken)
                .Select(window => window.Start.Microseconds).ToListAsync(cancellationToken);
            await due.MarkAsync([.. hours.SelectMany(hour => plan.Of(series.Name, hour)).Distinct()], cancellationToken);
            await rest();
        }

        await due.CleanAsync([history], cancellationToken);
    }
}
