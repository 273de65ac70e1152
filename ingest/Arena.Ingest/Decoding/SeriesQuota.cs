using Arena.Wire;

namespace Arena.Ingest.Decoding;

/// <summary>
/// How many series one publisher may begin. The manifest declares what may exist; this bounds what a manifest gone wrong, or a generator of them, may
/// make of a database. Series the store has already always go on. Thread-safe.
/// </summary>
internal sealed class SeriesQuota(VenueCatalogue catalogue, DecodingRules rules)
{
    private readonly Lock _gate = new();
    private readonly bool[] _begun = new bool[catalogue.Series.Count];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Begins at what the store has, whatever the quota.</summary>
    public void Seed(IEnumerable<Sample> latest)
    {
        lock (_gate)
        {
            foreach (var sample in latest)
            {
                if (catalogue.Find(sample.Series) is { } series && !_begun[series.Index])
                    Begin(series);
            }
        }
    }

    /// <summary>The series goes on, whatever the quota.</summary>
    public bool HasBegun(CatalogueSeries series) => Volatile.Read(ref _begun[series.Index]);

    /// <summary>Whether a series goes on or may begin; it has begun when it may.</summary>
    public bool Admits(CatalogueSeries series)
    {
        if (HasBegun(series))
            return true;
        lock (_gate)
        {
            if (!_begun[series.Index] && _counts.GetValueOrDefault(series.Point.Node) >= rules.MostSeries)
                return false;
            if (!_begun[series.Index])
                Begin(series);
            return true;
        }
    }

    private void Begin(CatalogueSeries series)
    {
        Volatile.Write(ref _begun[series.Index], true);
        _counts[series.Point.Node] = _counts.GetValueOrDefault(series.Point.Node) + 1;
    }
}
