using System.Collections.Frozen;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Decoding;

/// <summary>What the manifest says may be measured, for looking up: the nodes, the points, and the series of each point.</summary>
internal sealed class VenueCatalogue
{
    private readonly FrozenDictionary<string, CataloguePoint> _points;
    private readonly FrozenDictionary<string, int> _nodes;
    private readonly FrozenDictionary<string, TimeSpan> _paces;
    private readonly CatalogueSeries[] _series;

    public VenueCatalogue(SiteManifest manifest)
    {
        Manifest = manifest;
        _nodes = manifest.Nodes.Index().ToFrozenDictionary(node => node.Item.Name, node => node.Index);
        var series = new List<CatalogueSeries>();
        var points = new List<CataloguePoint>();
        foreach (var point in manifest.Points)
        {
            var first = series.Count;
            foreach (var name in point.Quantities)
            {
                if (!Quantities.TryGet(name, out var quantity))
                    throw new ArgumentException($"point {point.Name}: {name} is no quantity of the registry", nameof(manifest));
                series.Add(new CatalogueSeries(series.Count, point, new SeriesName(point.Name, quantity) { Number = series.Count }, NumberOf(point.Node)));
            }

            points.Add(new CataloguePoint(point, [.. series.Skip(first)]));
        }

        (Points, _series) = (points, [.. series]);
        _points = points.ToFrozenDictionary(point => point.Point.Name);
        _paces = manifest.Nodes
            .SelectMany(node => node.Sensors)
            .GroupBy(sensor => sensor.Point)
            .ToFrozenDictionary(sensors => sensors.Key, sensors => sensors.Min(sensor => sensor.Every));
    }

    /// <summary>The manifest it was made from.</summary>
    public SiteManifest Manifest { get; }

    /// <summary>In the manifest's order.</summary>
    public IReadOnlyList<CataloguePoint> Points { get; }

    /// <summary>Every declared series; <see cref="CatalogueSeries.Index"/> is its place here.</summary>
    public IReadOnlyList<CatalogueSeries> Series => _series;

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => _nodes.Count;

    public bool HasNode(string name) => _nodes.ContainsKey(name);

    /// <summary>The node's place in the manifest, from 0; −1 for a stranger.</summary>
    public int NumberOf(string name) => _nodes.GetValueOrDefault(name, -1);

    /// <summary>The point of that name, or null.</summary>
    public CataloguePoint? Find(string point) => _points.GetValueOrDefault(point);

    /// <summary>How often the manifest's sensors publish a series, about.</summary>
    public TimeSpan PaceOf(CatalogueSeries series) => _paces.GetValueOrDefault(series.Point.Name, TimeSpan.FromSeconds(10));

    /// <summary>The declared series, or null. A name of this catalogue, as the decoder gives them, is found by its number, any other by its words.</summary>
    public CatalogueSeries? Find(SeriesName series)
    {
        var all = _series;
        return (uint)series.Number < (uint)all.Length && ReferenceEquals(all[series.Number].Name, series)
            ? all[series.Number]
            : Find(series.Point)?.Find(series.Quantity);
    }
}

/// <summary>A point with its declared series.</summary>
internal sealed record CataloguePoint(SitePoint Point, IReadOnlyList<CatalogueSeries> Series)
{
    /// <summary>The point's series of a quantity, or null where the manifest declares none. A point has few: a scan is the fastest.</summary>
    public CatalogueSeries? Find(Quantity quantity)
    {
        foreach (var series in Series)
        {
            if (ReferenceEquals(series.Name.Quantity, quantity))
                return series;
        }

        return null;
    }
}

/// <summary>A declared series.</summary>
/// <param name="Index">Its place in arrays that hold something for each series.</param>
/// <param name="Point">Where it is measured.</param>
/// <param name="Name">Its name; samples from the decoder carry this very instance.</param>
/// <param name="Node">Number of the node it comes from (<see cref="VenueCatalogue.NumberOf"/>).</param>
internal sealed record CatalogueSeries(int Index, SitePoint Point, SeriesName Name, int Node);
