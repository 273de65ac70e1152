using System.Runtime.InteropServices;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>
/// The bytes of a chunk, little-endian, one column after the other: <c>count</c> × int64 µs since 1970, <c>count</c> × float64 value, and,
/// only when one of them is not 0, <c>count</c> × int32 quality. Three calls of numpy.frombuffer read it.
/// </summary>
internal static class ChunkCodec
{
    public static byte[] Encode(SampleRun run, int start, int end)
    {
        var qualities = run.Qualities[start..end];
        var count = end - start;
        var bytes = new byte[count * (qualities.ContainsAnyExcept(0) ? 20 : 16)];
        MemoryMarshal.AsBytes(run.Times[start..end]).CopyTo(bytes);
        MemoryMarshal.AsBytes(run.Values[start..end]).CopyTo(bytes.AsSpan(count * 8));
        if (bytes.Length > count * 16)
            MemoryMarshal.AsBytes(qualities).CopyTo(bytes.AsSpan(count * 16));
        return bytes;
    }

    /// <summary>Reads a chunk; throws <see cref="InvalidDataException"/> when the length doesn't fit the count.</summary>
    public static SampleRun Decode(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length != count * 16 && bytes.Length != count * 20)
            throw new InvalidDataException($"a chunk of {count} samples has {bytes.Length} bytes: arena.db is damaged, restore it from a backup");
        var (times, values, qualities) = (new long[count], new double[count], new int[count]);
        bytes[..(count * 8)].CopyTo(MemoryMarshal.AsBytes(times.AsSpan()));
        bytes.Slice(count * 8, count * 8).CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (bytes.Length > count * 16)
            bytes[(count * 16)..].CopyTo(MemoryMarshal.AsBytes(qualities.AsSpan()));
        return new SampleRun(times, values, qualities);
    }
}
