using Arena.Ingest.Store.Rollups;

namespace Arena.Ingest.Store.Influx;

/// <summary>The beginning of the lines of one point in one measurement.</summary>
/// <param name="number">Counts up; lines are sorted by it.</param>
/// <param name="measurement">Measurement of the samples.</param>
/// <param name="tags">Escaped, with the comma before each.</param>
internal sealed class LineKey(int number, string measurement, byte[] tags)
{
    private readonly byte[] _samples = [.. LineProtocol.Measurement(measurement), .. tags];

    public int Number => number;

    /// <summary>Measurement and tags of samples.</summary>
    public ReadOnlySpan<byte> Samples => _samples;

    /// <summary>Measurement and tags of rollups.</summary>
    public byte[] Rollups(RollupLevel level) => [.. LineProtocol.Measurement($"{measurement}_{level.Suffix()}"), .. tags];
}
