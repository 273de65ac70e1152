using System.Globalization;
using Arena.Wire;

namespace Arena.Ingest.Api.Samples;

/// <summary>RFC 3339 in UTC, written without a string in between: a year of a series is three million of them.</summary>
internal static class TimeText
{
    public const int MaxLength = 27;

    /// <summary>Writes the time and returns how many bytes it took, at most <see cref="MaxLength"/>.</summary>
    public static int Write(UnixTime time, Span<byte> into)
    {
        if (!time.ToDateTimeOffset().UtcDateTime.TryFormat(into, out var written, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture))
            throw new ArgumentException("too small for a time", nameof(into));
        return written;
    }
}
