using System.Text;

namespace Arena.Wire.Batches.Plain;

/// <summary>A series as its bytes stand in a plain pack.</summary>
internal sealed class PlainSeries(SeriesName series)
{
    // All in one array: with ten thousand series each further one is a further miss of the cache.
    private readonly byte[] _text = Encoding.ASCII.GetBytes($"{series.Point}/{series.Quantity.Name}\",\"u\":\"{series.Quantity.Unit}\",\"v\":");
    private readonly int _baseName = series.Point.Length + 1;
    private readonly int _name = series.Quantity.Name.Length;

    public SeriesName Series => series;

    /// <summary>The value of <c>bn</c>: <c>incomer/</c>.</summary>
    public ReadOnlySpan<byte> BaseName => _text.AsSpan(0, _baseName);

    /// <summary>The value of <c>n</c>: <c>active_power</c>.</summary>
    public ReadOnlySpan<byte> Name => _text.AsSpan(_baseName, _name);

    /// <summary>What stands from the value of <c>n</c> to the value of <c>v</c>: <c>active_power","u":"W","v":</c>.</summary>
    public ReadOnlySpan<byte> Fields => _text.AsSpan(_baseName);

    /// <summary>The one that followed it last time: packs of a node repeat themselves, so it mostly does again.</summary>
    public PlainSeries? Follower { get; set; }
}
