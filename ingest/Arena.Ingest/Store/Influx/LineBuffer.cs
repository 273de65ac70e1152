using System.Buffers;
using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>Line protocol in the making, as UTF-8 in one pooled array that grows as needed and is used again.</summary>
internal sealed class LineBuffer : IDisposable
{
    // The longest double is 24 characters, the longest long 20.
    private const int LongestNumber = 32;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 16);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    /// <summary>The shortest decimal that reads back as the same double, always recognisable as a float: <c>42.0</c>, <c>1E+17</c>.</summary>
    public void AppendFloat(double value)
    {
        Reserve(LongestNumber);
        var free = _bytes.AsSpan(Length);
        value.TryFormat(free, out var written, "R", CultureInfo.InvariantCulture);
        Length += written;
        if (!free[..written].ContainsAny((byte)'.', (byte)'E'))
            Append(".0"u8);
    }

    public void AppendInteger(long value)
    {
        Reserve(LongestNumber);
        value.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Nanoseconds, the one precision every server means alike: InfluxDB 2 takes <c>precision=u</c> on /write for nanoseconds (influxdata/influxdb#21625).</summary>
    public void AppendTime(UnixTime time)
    {
        AppendInteger(time.Microseconds);
        Append("000"u8);
    }

    /// <summary>Takes back what was written after a length.</summary>
    public void Truncate(int length) => Length = length;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int more)
    {
        if (Length + more <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
