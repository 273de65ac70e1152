using System.Text;

namespace Arena.Wire.Batches.Plain;

/// <summary>A series as its bytes stand in a plain pack.</summary>
internal sealed class PlainSeries(SeriesName series)
{
    private readonly byte[] _baseName = Encoding.ASCII.GetBytes(series.Point + "/");
    private readonly byte[] _name = Encoding.ASCII.GetBytes(series.Quantity.Name);
    private readonly byte[] _fields = Encoding.ASCII.GetBytes($"{series.Quantity.Name}\",\"u\":\"{series.Quantity.Unit}\",\"v\":");

    public SeriesName Series => series;

    /// <summary>The value of <c>bn</c>: <c>incomer/</c>.</summary>
    public ReadOnlySpan<byte> BaseName => _baseName;

    /// <summary>The value of <c>n</c>: <c>active_power</c>.</summary>
    public ReadOnlySpan<byte> Name => _name;

    /// <summary>What stands from the value of <c>n</c> to the value of <c>v</c>: <c>active_power","u":"W","v":</c>.</summary>
    public ReadOnlySpan<byte> Fields => _fields;

    /// <summary>The one that followed it last time: packs of a node repeat themselves, so it mostly does again.</summary>
    public PlainSeries? Follower { get; set; }
}
