using System.Text;

namespace Arena.Wire.Senml;

/// <summary>Shares one string among equal names, so that a name read for the thousandth time costs no memory. Bounded.</summary>
internal sealed class NamePool(int capacity)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The string of a name given as two pieces of ASCII or UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> baseName, ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[512];
        if (baseName.Length + name.Length > chars.Length)
            return Encoding.UTF8.GetString(baseName) + Encoding.UTF8.GetString(name);

        var length = Encoding.UTF8.GetChars(baseName, chars);
        length += Encoding.UTF8.GetChars(name, chars[length..]);
        var key = chars[..length];

        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(key, out var pooled))
            return pooled;

        var made = key.ToString();
        if (_names.Count < capacity)
            _names.Add(made, made);
        return made;
    }
}
