using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Figures;

/// <summary>Where figures are kept: a table of <c>arena.db</c>, or InfluxDB.</summary>
internal interface IFigureStore
{
    /// <summary>Writes figures over what was there; durable when it returns. Writing them twice changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">Perhaps some, perhaps none of them are written: write all again.</exception>
    ValueTask WriteAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken);

    /// <summary>One series in time order, <paramref name="to"/> excluded.</summary>
    /// <exception cref="StoreUnavailableException">It can't be read now.</exception>
    /// <exception cref="ReadNotSupportedException">It never can.</exception>
    IAsyncEnumerable<Figure> ReadAsync(FigureName name, UnixTime from, UnixTime to, CancellationToken cancellationToken);
}
