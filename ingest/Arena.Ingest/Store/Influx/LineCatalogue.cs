using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>What every line of a point begins with, made when it is first asked for: measurement and tags, sorted by key as InfluxDB keeps them.</summary>
internal sealed class LineCatalogue
{
    // A name may say any number of itself; one beyond this is found by its words.
    private const int MostNumbers = 1 << 20;

    private readonly FrozenDictionary<string, byte[]> _tags;
    private readonly ConcurrentDictionary<(string Point, string Measurement), LineKey> _keys = new();
    private readonly FrozenDictionary<string, byte[]> _fields = Quantities.All.ToFrozenDictionary(quantity => quantity.Name, quantity => LineProtocol.Key(quantity.Field));
    private readonly ConcurrentDictionary<SeriesName, WrittenSeries> _series = new(SeriesIdentity.Comparer);
    private (SeriesName? Name, WrittenSeries? Series)[] _numbered = [];
    private int _made;

    /// <exception cref="ArgumentException">A name of the manifest can't stand in line protocol.</exception>
    public LineCatalogue(SiteManifest site)
    {
        var nodes = site.Nodes.Select(node => (node.Name, node.Zone, Fraction: (string?)null, Medium: (string?)null));
        var points = site.Points.Select(point => (point.Name, point.Zone, point.Fraction, point.Medium));

        // A node's own health has the node as its point.
        _tags = points.Concat(nodes).DistinctBy(point => point.Name).ToFrozenDictionary(
            point => point.Name,
            point => Tags([("fraction", point.Fraction), ("medium", point.Medium), ("point", point.Name), ("site", site.Site), ("zone", point.Zone)]));
    }

    /// <summary>Every series that was asked for as one to write.</summary>
    public IEnumerable<WrittenSeries> Written => _series.Values;

    /// <summary>The key of a series' lines; false for a point that is not in the manifest.</summary>
    public bool TryGet(SeriesName series, [NotNullWhen(true)] out LineKey? key)
    {
        if (_keys.TryGetValue((series.Point, series.Quantity.Measurement), out key))
            return true;
        if (!_tags.TryGetValue(series.Point, out var tags))
            return false;
        key = _keys.GetOrAdd((series.Point, series.Quantity.Measurement), new LineKey(Interlocked.Increment(ref _made), series.Quantity.Measurement, tags));
        return true;
    }

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

    /// <summary>Tags of a point or node of the manifest, escaped, with the comma before each.</summary>
    public bool TryTags(string point, [NotNullWhen(true)] out byte[]? tags) => _tags.TryGetValue(point, out tags);

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

    /// <summary>Tags, which are given in the order of their keys, escaped; those that are null are left out.</summary>
    public static byte[] Tags((string Key, string? Value)[] tags) =>
        [.. tags.Where(tag => tag.Value is not null).SelectMany(tag => (byte[])[(byte)',', .. LineProtocol.Key(tag.Key), (byte)'=', .. LineProtocol.Key(tag.Value!)])];
}
