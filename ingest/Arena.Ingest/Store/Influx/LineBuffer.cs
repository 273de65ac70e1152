using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Store.Influx;

/// <summary>Line protocol in the making, as UTF-8 in one array that grows as needed and is used again.</summary>
internal sealed class LineBuffer : IDisposable
{
    private const int Small = 64 << 10;

    // One write is seldom larger. Memory that nothing was written to is only promised, so a large array costs what is used of it.
    private const int Large = 4 << 20;

    // A space, the digits of a time, a line feed.
    private const int LongestTime = 32;
    private const long Tail = 100_000_000;

    private readonly byte[] _head = new byte[DecimalText.Longest];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(Small);
    private long _headOf = -1;
    private int _headLength;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    /// <summary>The beginning of a field and its value.</summary>
    public void AppendField(ReadOnlySpan<byte> start, double value)
    {
        Reserve(start.Length + DecimalText.Longest);
        var free = _bytes.AsSpan(Length);
        start.CopyTo(free);
        Length += start.Length + DecimalText.WriteFloat(value, free[start.Length..]);
    }

    /// <summary>The shortest decimal that reads back as the same double, always recognisable as a float: <c>42.0</c>, <c>1E+17</c>.</summary>
    public void AppendFloat(double value) => AppendField([], value);

    public void AppendInteger(long value)
    {
        Reserve(DecimalText.Longest);
        value.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>
    /// Ends a line with its time: nanoseconds, the one precision every server means alike (InfluxDB 2 takes <c>precision=u</c> on /write for nanoseconds,
    /// influxdata/influxdb#21625). Neighbours are mostly within 100 s of one another: the digits before that are kept.
    /// </summary>
    public void EndLine(UnixTime time)
    {
        Reserve(LongestTime);
        var free = _bytes.AsSpan(Length);
        free[0] = (byte)' ';
        var microseconds = time.Microseconds;
        var (head, tail) = Math.DivRem(microseconds, Tail);
        int length;
        if (microseconds >= Tail)
        {
            if (head != _headOf)
                (_headOf, _headLength) = (head, DecimalText.WriteWhole(head, _head));
            _head.AsSpan(0, _headLength).CopyTo(free[1..]);
            DecimalText.WriteEight((uint)tail, free[(1 + _headLength)..]);
            length = 1 + _headLength + 8;
        }
        else
        {
            microseconds.TryFormat(free[1..], out var written, default, CultureInfo.InvariantCulture);
            length = 1 + written;
        }

        "000\n"u8.CopyTo(free[length..]);
        Length += length + 4;
    }

    /// <summary>Takes back what was written after a length.</summary>
    public void Truncate(int length) => Length = length;

    public void Dispose() => (_bytes, Length) = ([], 0);

    private void Reserve(int more)
    {
        if (Length + more <= _bytes.Length)
            return;
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Length + more, _bytes.Length < Large ? Large : _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        _bytes = larger;
    }
}
