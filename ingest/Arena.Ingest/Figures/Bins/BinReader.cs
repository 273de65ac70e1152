using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Figures.Bins;

/// <summary>Reads what a bin's scale says, or its filling level where it has none.</summary>
internal sealed class BinReader(VenueCatalogue catalogue, ISampleStore store)
{
    /// <summary>How far back it is read for what was in the bin at the beginning.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromHours(24);

    /// <summary>Every bin of the venue.</summary>
    public IReadOnlyList<CatalogueSeries> Bins { get; } = [.. catalogue.Series.Where(FigurePlan.IsBin)];

    /// <summary>The series that tells of a bin; null for what is none.</summary>
    public CatalogueSeries? Of(string point) => Bins.FirstOrDefault(bin => bin.Point.Name == point);

    public static bool HasScale(CatalogueSeries bin) => bin.Name.Quantity == Quantities.CargoWeight;

    /// <summary>Readings of a span, and so many before and after it as are needed to tell of it.</summary>
    /// <exception cref="StoreUnavailableException">They can't be read now.</exception>
    public async ValueTask<List<StoredSample>> ReadAsync(CatalogueSeries bin, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        var samples = new List<StoredSample>();
        await foreach (var sample in store.ReadAsync(bin.Name, from - Before, to + BinRules.LongStay, cancellationToken))
            samples.Add(sample);
        return samples;
    }

    public static BinTale Tell(CatalogueSeries bin, IEnumerable<StoredSample> samples) => BinWalk.Tell(samples, HasScale(bin) ? BinRules.Scale : BinRules.Level);
}
