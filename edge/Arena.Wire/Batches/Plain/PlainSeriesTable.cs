using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Arena.Wire.Batches.Plain;

/// <summary>
/// Finds series by the bytes of base name and name, without making a string of them. Open addressing, at most half full. The hash takes in every byte and is
/// seeded for each table, so that nobody outside can aim names at one place.
/// </summary>
internal sealed class PlainSeriesTable
{
    private readonly ulong _seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private Entry[] _entries = new Entry[64];
    private int _count;

    /// <summary>Adds a series that is not there yet.</summary>
    public void Add(SeriesName series)
    {
        if (2 * (_count + 1) > _entries.Length)
            Grow();
        var plain = new PlainSeries(series);
        Place(new Entry(HashOf(HashOf(plain.BaseName), plain.Name), plain));
        _count++;
    }

    /// <summary>Of a base name, for <see cref="Find"/> of every name below it.</summary>
    public ulong HashOf(ReadOnlySpan<byte> baseName) => HashOf(_seed, baseName);

    /// <summary>The series, or null.</summary>
    public PlainSeries? Find(ulong baseHash, ReadOnlySpan<byte> baseName, ReadOnlySpan<byte> name)
    {
        var hash = HashOf(baseHash, name);
        var entries = _entries;
        for (var at = (int)hash & (entries.Length - 1); ; at = (at + 1) & (entries.Length - 1))
        {
            ref readonly var entry = ref entries[at];
            if (entry.Series is null)
                return null;
            if (entry.Hash == hash && entry.Series.Name.SequenceEqual(name) && entry.Series.BaseName.SequenceEqual(baseName))
                return entry.Series;
        }
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry.Series is not null)
                Place(entry);
        }
    }

    private void Place(Entry entry)
    {
        var at = (int)entry.Hash & (_entries.Length - 1);
        while (_entries[at].Series is not null)
            at = (at + 1) & (_entries.Length - 1);
        _entries[at] = entry;
    }

    private static ulong HashOf(ulong seed, ReadOnlySpan<byte> bytes)
    {
        var hash = seed ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mixed(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var value in bytes)
            rest = (rest << 8) | value;
        return Mixed(hash ^ rest);
    }

    // Both halves of the product depend on every bit, as in wyhash.
    private static ulong Mixed(ulong word)
    {
        var high = Math.BigMul(word ^ 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, out ulong low);
        return high ^ low;
    }

    private readonly record struct Entry(ulong Hash, PlainSeries? Series);
}
