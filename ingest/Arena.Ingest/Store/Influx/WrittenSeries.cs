using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>A series as it is written: how its lines begin, and what is known of its times. What changes is for the one commit at a time that is judged.</summary>
/// <param name="name">Which.</param>
/// <param name="key">Measurement and tags.</param>
/// <param name="field">Its field, escaped.</param>
internal sealed class WrittenSeries(SeriesName name, LineKey key, byte[] field)
{
    private readonly byte[] _start = [.. key.Samples, (byte)' ', .. field, (byte)'='];
    private readonly byte[] _next = [(byte)',', .. field, (byte)'='];

    public SeriesName Name => name;

    public LineKey Key => key;

    /// <summary>A line up to the value: measurement, tags, and this field as its first.</summary>
    public ReadOnlySpan<byte> Start => _start;

    /// <summary>This field as a further one of a line, up to the value.</summary>
    public ReadOnlySpan<byte> Next => _next;

    /// <summary>Newest time that may have been written, µs since 1970.</summary>
    public long Newest { get; set; } = long.MinValue;

    /// <summary>What <see cref="Newest"/> was before <see cref="Commit"/>.</summary>
    public long Before { get; set; } = long.MinValue;

    /// <summary>The last commit that had a sample of it.</summary>
    public long Commit { get; set; }

    /// <summary>Its number in <c>arena.db</c>, or 0 while it has none there.</summary>
    public int Number { get; set; }
}
