using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Forecast;

/// <summary>Reads how full bins were, a value for each minute.</summary>
internal sealed class LevelReader(VenueCatalogue catalogue, ISampleStore store)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Every bin that tells its filling level.</summary>
    public IReadOnlyList<CatalogueSeries> Bins { get; } =
        [.. catalogue.Series.Where(series => series.Point.Group == "bin" && series.Name.Quantity == Quantities.FillingLevel)];

    /// <exception cref="StoreUnavailableException">They can't be read now.</exception>
    /// <exception cref="ReadNotSupportedException">They never can.</exception>
    public async ValueTask<IReadOnlyList<LevelReading>> ReadAsync(CatalogueSeries bin, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        var readings = new List<LevelReading>();
        await foreach (var window in store.AggregateAsync(bin.Name, from, to, Every, cancellationToken))
            readings.Add(new LevelReading(window.Start + (Every / 2), window.Mean));
        return readings;
    }
}
