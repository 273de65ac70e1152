using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>What all bins' sensors said lately. Read from the store at the start, moved by each commit.</summary>
internal sealed class BinReadings
{
    private readonly Lock _gate = new();
    private readonly Bin?[] _bySeries;
    private readonly Dictionary<string, Bin> _byPoint = new(StringComparer.Ordinal);
    private HashSet<string> _changed = new(StringComparer.Ordinal);

    public BinReadings(VenueCatalogue catalogue)
    {
        _bySeries = new Bin?[catalogue.Series.Count];
        Points = [.. catalogue.Points.Where(point => point.Point.Group == "bin")];
        foreach (var point in Points)
        {
            var bin = _byPoint[point.Point.Name] = new Bin(point.Point.Name);
            foreach (var series in point.Series.Where(IsRead))
                _bySeries[series.Index] = bin;
        }
    }

    /// <summary>Every bin of the venue, in the manifest's order.</summary>
    public IReadOnlyList<CataloguePoint> Points { get; }

    /// <summary>Series that tell of a bin.</summary>
    public IEnumerable<CatalogueSeries> Series => Points.SelectMany(point => point.Series).Where(IsRead);

    /// <summary>What is durable of a series; nothing where it is none of a bin's.</summary>
    public void Take(CatalogueSeries series, UnixTime time, double value, Quality quality)
    {
        if (_bySeries[series.Index] is not { } bin || quality.HasFlag(Quality.SensorFault))
            return;
        lock (_gate)
        {
            if (bin.Add(series.Name.Quantity, new StoredSample(time, value, quality)))
                _changed.Add(bin.Point);
        }
    }

    /// <summary>What a bin's sensors said lately.</summary>
    public BinSensed Of(string point)
    {
        lock (_gate)
            return _byPoint.TryGetValue(point, out var bin) ? bin.Sensed : new BinSensed();
    }

    /// <summary>Bins of which something was heard since this was asked last.</summary>
    public IReadOnlyCollection<string> TakeChanged()
    {
        lock (_gate)
        {
            var changed = _changed;
            _changed = new HashSet<string>(StringComparer.Ordinal);
            return changed;
        }
    }

    private static bool IsRead(CatalogueSeries series) =>
        series.Name.Quantity == Quantities.FillingLevel || series.Name.Quantity == Quantities.CargoWeight || series.Name.Quantity == Quantities.LidOpen;

    private sealed class Bin(string point)
    {
        private readonly RecentReadings _levels = new();
        private readonly RecentReadings _weights = new();
        private readonly LidTale _lid = new();

        public string Point => point;

        public BinSensed Sensed => new() { Levels = _levels.All, Weights = _weights.All, LidOpenSince = _lid.OpenSince };

        public bool Add(Quantity quantity, StoredSample reading)
        {
            if (quantity == Quantities.LidOpen)
                return _lid.Add(reading.Time, reading.Value > 0);
            if (quantity == Quantities.FillingLevel)
                return _levels.Add(reading);
            return !reading.Quality.HasFlag(Quality.Implausible) && _weights.Add(reading);
        }
    }
}
