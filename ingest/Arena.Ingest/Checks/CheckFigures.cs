using Arena.Ingest.Figures;

namespace Arena.Ingest.Checks;

/// <summary>What checks found, as figures of their bins. All can be computed from the log again, so none has to be held: after a start all are written over once more.</summary>
internal sealed class CheckFigures(CheckBook book, IFigureStore store)
{
    private const int Page = 1_000;

    private readonly Dictionary<string, bool> _told = new(StringComparer.Ordinal);
    private long _version = -1;

    /// <summary>Writes what is not written, or was taken back since.</summary>
    /// <exception cref="Store.StoreUnavailableException">Perhaps some are written: run it again.</exception>
    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        var version = book.Version;
        if (version == _version)
            return;
        var due = book.Checks.Where(check => !_told.TryGetValue(check.Action, out var stands) || stands != check.Stands).ToList();
        foreach (var page in due.Chunk(Page))
        {
            await store.WriteAsync([.. page.SelectMany(Of)], cancellationToken);
            foreach (var check in page)
                _told[check.Action] = check.Stands;
        }

        _version = version;
    }

    /// <summary>The figures of a check; all 0 for one that was taken back, because a store can't forget.</summary>
    private static IEnumerable<Figure> Of(SortingCheck check)
    {
        yield return At(FigureFields.Checked, check.Stands ? 1 : 0);
        yield return At(FigureFields.Contamination, check.Stands ? check.Contamination : 0);
        if (check.ContaminationKg is { } kg)
            yield return At(FigureFields.ContaminationKg, check.Stands ? kg : 0);

        Figure At(FigureField field, double value) => new(new FigureName(field, check.Point), check.FigureAt, value);
    }
}
