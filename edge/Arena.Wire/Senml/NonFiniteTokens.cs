namespace Arena.Wire.Senml;

/// <summary>
/// <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> in a payload: no JSON (RFC 8259 section 6), but what Python's <c>json</c> and others write for
/// a reading that is none. Each is covered by a number of equal length, and its place is remembered, so that the records beside it can be read and the number is
/// never taken for a value. Used only for payloads that were no JSON.
/// </summary>
internal sealed class NonFiniteTokens
{
    private readonly List<long> _places = [];

    /// <summary>How many were covered.</summary>
    public int Count => _places.Count;

    /// <summary>How many of them stood where a field of a record holds a number.</summary>
    public int Met { get; private set; }

    /// <summary>The payload with them covered; false when it has none.</summary>
    public bool TryCover(ReadOnlySpan<byte> payload, out byte[] covered)
    {
        _places.Clear();
        Met = 0;
        covered = [];
        var inText = false;
        for (var at = 0; at < payload.Length; at++)
        {
            if (payload[at] == (byte)'"')
                inText = !inText;
            else if (inText && payload[at] == (byte)'\\')
                at++;
            else if (!inText && LengthAt(payload[at..]) is var length and > 0)
            {
                if (_places.Count == 0)
                    covered = payload.ToArray();
                _places.Add(at);
                covered.AsSpan(at, length).Fill((byte)'1');
                at += length - 1;
            }
        }

        return _places.Count > 0;
    }

    /// <summary>Whether the number at this place covers one; told once for each.</summary>
    public bool Meets(long place)
    {
        if (_places.BinarySearch(place) < 0)
            return false;
        Met++;
        return true;
    }

    private static int LengthAt(ReadOnlySpan<byte> rest)
    {
        var length = rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
        return length < rest.Length && char.IsAsciiLetterOrDigit((char)rest[length]) ? 0 : length;
    }
}
