using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>What all bins' sensors said lately. Read from the store at the start, moved by each commit.</summary>
internal sealed class BinReadings
{
    private readonly Lock _gate = new();
    private readonly Bin?[] _bySeries;
    private readonly Dictionary<string, Bin> _byPoint = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _beside;
    private readonly UnixTime?[] _earliest;
    private HashSet<string> _changed = new(StringComparer.Ordinal);

    public BinReadings(VenueCatalogue catalogue)
    {
        _bySeries = new Bin?[catalogue.Series.Count];
        _earliest = new UnixTime?[catalogue.Series.Count];
        Points = [.. catalogue.Points.Where(point => point.Point.Group == "bin")];
        foreach (var point in Points)
        {
            var bin = _byPoint[point.Point.Name] = new Bin(point.Point.Name);
            foreach (var series in point.Series.Where(IsRead))
                _bySeries[series.Index] = bin;
        }

        var stations = Points.Select(point => point.Point).GroupBy(BinStation.Of, StringComparer.Ordinal).ToList();
        _beside = stations.SelectMany(station => station.Select(point => (point.Name, Others: station.Key is null ? [] : Others(station, point))))
            .ToDictionary(each => each.Name, each => each.Others, StringComparer.Ordinal);
    }

    /// <summary>Every bin of the venue, in the manifest's order.</summary>
    public IReadOnlyList<CataloguePoint> Points { get; }

    /// <summary>Series that tell of a bin.</summary>
    public IEnumerable<CatalogueSeries> Series => Points.SelectMany(point => point.Series).Where(IsRead);

    /// <summary>What is durable of a series; nothing where it is none of a bin's.</summary>
    public void Take(CatalogueSeries series, UnixTime time, double value, Quality quality)
    {
        if (_bySeries[series.Index] is not { } bin)
            return;
        lock (_gate)
        {
            if (_earliest[series.Index] is not { } earliest || time < earliest)
                _earliest[series.Index] = time;
            if (!quality.HasFlag(Quality.SensorFault) && bin.Add(series.Name.Quantity, new StoredSample(time, value, quality)))
                _changed.Add(bin.Point);
        }
    }

    /// <summary>What a bin's sensors said lately.</summary>
    public BinSensed Of(string point)
    {
        lock (_gate)
            return _byPoint.TryGetValue(point, out var bin) ? bin.Sensed : new BinSensed();
    }

    /// <summary>The same of the other bins of its station.</summary>
    public IEnumerable<BinSensed> Beside(string point) => _beside[point].Select(Of);

    /// <summary>Time of the earliest sample of a bin's series that became durable since this was asked last; null where none did.</summary>
    public UnixTime? TakeEarliest(CatalogueSeries series)
    {
        lock (_gate)
        {
            var earliest = _earliest[series.Index];
            _earliest[series.Index] = null;
            return earliest;
        }
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

    private static IReadOnlyList<string> Others(IEnumerable<SitePoint> station, SitePoint point) => [.. station.Where(other => other != point).Select(other => other.Name)];

    private static bool IsRead(CatalogueSeries series) =>
        series.Name.Quantity == Quantities.FillingLevel || series.Name.Quantity == Quantities.CargoWeight || series.Name.Quantity == Quantities.LidOpen;

    private sealed class Bin(string point)
    {
        private readonly RecentReadings _levels = new();
        private readonly RecentReadings _weights = new();
        private readonly LidTale _lid = new();
        private BinSensed? _sensed;

        public string Point => point;

        /// <summary>The same object as long as nothing new is heard.</summary>
        public BinSensed Sensed => _sensed ??= new BinSensed { Levels = _levels.All, Weights = _weights.All, LidOpenSince = _lid.OpenSince };

        public bool Add(Quantity quantity, StoredSample reading)
        {
            if (!Keep(quantity, reading))
                return false;
            _sensed = null;
            return true;
        }

        private bool Keep(Quantity quantity, StoredSample reading)
        {
            if (quantity == Quantities.LidOpen)
                return _lid.Add(reading.Time, reading.Value > 0);
            if (quantity == Quantities.FillingLevel)
                return _levels.Add(reading);
            return !reading.Quality.HasFlag(Quality.Implausible) && _weights.Add(reading);
        }
    }
}
