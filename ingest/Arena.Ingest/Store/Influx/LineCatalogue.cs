using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>What every line of a point begins with, made once: measurement and tags, sorted by key as InfluxDB keeps them.</summary>
internal sealed class LineCatalogue
{
    // A name may say any number of itself; one beyond this is found by its words.
    private const int MostNumbers = 1 << 20;

    private readonly FrozenDictionary<(string Point, string Measurement), LineKey> _keys;
    private readonly FrozenDictionary<string, byte[]> _fields = Quantities.All.ToFrozenDictionary(quantity => quantity.Name, quantity => LineProtocol.Key(quantity.Field));
    private readonly ConcurrentDictionary<SeriesName, WrittenSeries> _series = new(SeriesIdentity.Comparer);
    private (SeriesName? Name, WrittenSeries? Series)[] _numbered = [];

    /// <exception cref="ArgumentException">A name of the manifest can't stand in line protocol.</exception>
    public LineCatalogue(SiteManifest site)
    {
        var keys = new Dictionary<(string, string), LineKey>();
        var nodes = site.Nodes.Select(node => (node.Name, node.Zone, Fraction: (string?)null, Medium: (string?)null));
        var points = site.Points.Select(point => (point.Name, point.Zone, point.Fraction, point.Medium));

        // A node's own health has the node as its point.
        foreach (var (name, zone, fraction, medium) in points.Concat(nodes).DistinctBy(point => point.Name))
        {
            var tags = Tags([("fraction", fraction), ("medium", medium), ("point", name), ("site", site.Site), ("zone", zone)]);
            foreach (var measurement in Quantities.All.Select(quantity => quantity.Measurement).Distinct())
                keys.Add((name, measurement), new LineKey(keys.Count, measurement, tags));
        }

        _keys = keys.ToFrozenDictionary();
    }

    /// <summary>Every series that was asked for as one to write.</summary>
    public IEnumerable<WrittenSeries> Written => _series.Values;

    /// <summary>The key of a series' lines; false for a point that is not in the manifest.</summary>
    public bool TryGet(SeriesName series, [NotNullWhen(true)] out LineKey? key) =>
        _keys.TryGetValue((series.Point, series.Quantity.Measurement), out key);

    /// <summary>A series to write; false for a point that is not in the manifest. A name that carries a number is found by it. One caller at a time.</summary>
    public bool TryGet(SeriesName name, [NotNullWhen(true)] out WrittenSeries? series)
    {
        var (number, numbered) = (name.Number, _numbered);
        if ((uint)number < (uint)numbered.Length && ReferenceEquals(numbered[number].Name, name))
            series = numbered[number].Series;
        else
            series = ByWords(name);
        return series is not null;
    }

    /// <summary>The field of a quantity, escaped.</summary>
    public ReadOnlySpan<byte> Field(Quantity quantity) => _fields[quantity.Name];

    private WrittenSeries? ByWords(SeriesName name)
    {
        if (!_series.TryGetValue(name, out var series))
        {
            if (!TryGet(name, out LineKey? key))
                return null;
            series = _series.GetOrAdd(name, new WrittenSeries(name, key, _fields[name.Quantity.Name]));
        }

        if (name.Number is >= 0 and < MostNumbers)
        {
            if (name.Number >= _numbered.Length)
                Array.Resize(ref _numbered, Math.Max(name.Number + 1, Math.Min(MostNumbers, _numbered.Length * 2)));
            _numbered[name.Number] = (name, series);
        }

        return series;
    }

    private static byte[] Tags((string Key, string? Value)[] tags) =>
        [.. tags.Where(tag => tag.Value is not null).SelectMany(tag => (byte[])[(byte)',', .. LineProtocol.Key(tag.Key), (byte)'=', .. LineProtocol.Key(tag.Value!)])];
}
