using System.Collections.Frozen;
using Arena.Ingest.Store.Rollups;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>What every line of a point begins with, made once: measurement and tags, sorted by key as InfluxDB keeps them.</summary>
internal sealed class LineCatalogue
{
    private readonly FrozenDictionary<(string Point, string Measurement), LineKey> _keys;
    private readonly FrozenDictionary<string, byte[]> _fields = Quantities.All.ToFrozenDictionary(quantity => quantity.Name, quantity => LineProtocol.Key(quantity.Field));

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

    /// <summary>The key of a series' lines; false for a point that is not in the manifest.</summary>
    public bool TryGet(SeriesName series, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LineKey? key) =>
        _keys.TryGetValue((series.Point, series.Quantity.Measurement), out key);

    /// <summary>The field of a quantity, escaped.</summary>
    public ReadOnlySpan<byte> Field(Quantity quantity) => _fields[quantity.Name];

    private static byte[] Tags((string Key, string? Value)[] tags) =>
        [.. tags.Where(tag => tag.Value is not null).SelectMany(tag => (byte[])[(byte)',', .. LineProtocol.Key(tag.Key), (byte)'=', .. LineProtocol.Key(tag.Value!)])];
}

/// <summary>The beginning of the lines of one point in one measurement.</summary>
/// <param name="number">Counts up; lines are sorted by it.</param>
/// <param name="measurement">Measurement of the samples.</param>
/// <param name="tags">Escaped, with the comma before each.</param>
internal sealed class LineKey(int number, string measurement, byte[] tags)
{
    private readonly byte[][] _rollups =
        [.. Enum.GetValues<RollupLevel>().Select(level => (byte[])[.. LineProtocol.Measurement($"{measurement}_{level.Suffix()}"), .. tags])];

    private readonly byte[] _samples = [.. LineProtocol.Measurement(measurement), .. tags];

    public int Number => number;

    /// <summary>Measurement and tags of samples.</summary>
    public ReadOnlySpan<byte> Samples => _samples;

    /// <summary>Measurement and tags of rollups.</summary>
    public ReadOnlySpan<byte> Rollups(RollupLevel level) => _rollups[(int)level];
}
