using System.Text;

namespace Arena.Mqtt.Mqtt5;

/// <summary>
/// Strings by their UTF-8 bytes, so that a thousand messages on one topic share one string. Bounded: a newcomer takes the place of an older
/// string in its set of four, and bytes longer than <see cref="LongestKey"/> are not kept. For one thread at a time.
/// </summary>
internal sealed class Utf8Cache(int sets = 1024)
{
    public const int LongestKey = 256;

    private const int Ways = 4;

    private readonly Entry[] _entries = new Entry[checked(sets * Ways)];
    private int _turn;

    /// <summary>The string for well-formed UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return string.Empty;
        if (utf8.Length > LongestKey) return Encoding.UTF8.GetString(utf8);
        var hash = HashOf(utf8);
        var set = _entries.AsSpan((int)((uint)hash % (uint)sets) * Ways, Ways);
        foreach (ref readonly var entry in set)
        {
            if (entry.Hash == hash && entry.Key is not null && utf8.SequenceEqual(entry.Key)) return entry.Text;
        }

        var text = Encoding.UTF8.GetString(utf8);
        set[_turn++ & (Ways - 1)] = new Entry(hash, utf8.ToArray(), text);
        return text;
    }

    // Seeded for each process, so that a hostile broker can't aim at one set.
    private static int HashOf(ReadOnlySpan<byte> utf8)
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private readonly record struct Entry(int Hash, byte[] Key, string Text);
}
