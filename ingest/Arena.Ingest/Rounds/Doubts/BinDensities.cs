using Arena.Ingest.Decoding;
using Arena.Ingest.Store;
using Arena.Wire;

namespace Arena.Ingest.Rounds.Doubts;

/// <summary>What each bin weighs when it is full, learned from the hours of four weeks in which it was neither empty nor brimful; the middle of them, so that hours of a false level don't count.</summary>
internal sealed class BinDensities(VenueCatalogue catalogue, ISampleStore store, TimeProvider time)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(28);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Fewer hours say nothing.</summary>
    private const int LeastHours = 3;

    private volatile Dictionary<string, double> _kgFull = [];

    /// <summary>kg; null where it has no scale, or too little was seen.</summary>
    public double? Of(string point) => _kgFull.TryGetValue(point, out var kg) ? kg : null;

    /// <param name="hours">Mean level and mean weight of an hour.</param>
    public static double? Learn(IEnumerable<(double Level, double Kg)> hours)
    {
        var full = hours.Where(hour => hour.Level is >= 0.25 and <= 0.9 && hour.Kg >= 0.3).Select(hour => hour.Kg / hour.Level).Order().ToList();
        return full.Count < LeastHours ? null : full[full.Count / 2];
    }

    /// <exception cref="StoreUnavailableException">It can't be read now; what was learned stays.</exception>
    /// <exception cref="ReadNotSupportedException">It never can.</exception>
    public async ValueTask LearnAsync(CancellationToken cancellationToken)
    {
        var (learned, now) = (new Dictionary<string, double>(StringComparer.Ordinal), UnixTime.From(time.GetUtcNow()));
        foreach (var point in catalogue.Points.Where(point => point.Point.Group == "bin"))
        {
            if (point.Find(Quantities.FillingLevel) is not { } level || point.Find(Quantities.CargoWeight) is not { } weight)
                continue;
            var levels = await MeansAsync(level, now, cancellationToken);
            var weights = await MeansAsync(weight, now, cancellationToken);
            if (Learn(levels.Where(hour => weights.ContainsKey(hour.Key)).Select(hour => (hour.Value, weights[hour.Key]))) is { } kg)
                learned[point.Point.Name] = kg;
        }

        _kgFull = learned;
    }

    private async ValueTask<Dictionary<UnixTime, double>> MeansAsync(CatalogueSeries series, UnixTime now, CancellationToken cancellationToken)
    {
        var means = new Dictionary<UnixTime, double>();
        await foreach (var window in store.AggregateAsync(series.Name, now - Back, now, Hour, cancellationToken))
            means[window.Start] = window.Mean;
        return means;
    }
}
