using System.Globalization;

namespace Arena.Wire;

/// <summary>
/// A moment as microseconds since 1970-01-01T00:00:00Z, leap seconds not counted: the time in a sample's identity.
/// </summary>
/// <remarks>Microseconds, because SenML's seconds in a double can't tell less apart this century, and a µs count is exact.</remarks>
public readonly record struct UnixTime(long Microseconds) : IComparable<UnixTime>
{
    private const long UsPerSecond = 1_000_000;
    private const long MinUs = -62_135_596_800_000_000;
    private const long MaxUs = 253_402_300_799_999_999;

    /// <summary>The earliest moment that can be shown as a date: 0001-01-01.</summary>
    public static UnixTime Min => new(MinUs);

    /// <summary>The latest moment that can be shown as a date: the end of 9999.</summary>
    public static UnixTime Max => new(MaxUs);

    /// <summary>Milliseconds, rounded towards the past.</summary>
    public long Milliseconds => (long)Math.Floor(Microseconds / 1000m);

    public static UnixTime From(DateTimeOffset time) => new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public static UnixTime FromMilliseconds(long milliseconds) => new(milliseconds * 1000);

    /// <summary>SenML seconds, rounded to the nearest microsecond; false outside the years 1 to 9999.</summary>
    public static bool TryFromSeconds(decimal seconds, out UnixTime time)
    {
        if (seconds < MinUs / UsPerSecond || seconds > MaxUs / UsPerSecond)
        {
            time = default;
            return false;
        }

        time = new UnixTime((long)Math.Round(seconds * UsPerSecond, MidpointRounding.ToEven));
        return true;
    }

    public DateTimeOffset ToDateTimeOffset() =>
        new(DateTime.UnixEpoch.Ticks + (Microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The same moment without what is finer than a millisecond: what edge nodes write, because every store keeps it.</summary>
    public UnixTime TruncatedToMilliseconds() => FromMilliseconds(Milliseconds);

    public static UnixTime operator +(UnixTime time, TimeSpan span) => new(time.Microseconds + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static UnixTime operator -(UnixTime time, TimeSpan span) => new(time.Microseconds - (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static TimeSpan operator -(UnixTime later, UnixTime earlier) =>
        TimeSpan.FromTicks((later.Microseconds - earlier.Microseconds) * TimeSpan.TicksPerMicrosecond);

    public static bool operator <(UnixTime left, UnixTime right) => left.Microseconds < right.Microseconds;

    public static bool operator >(UnixTime left, UnixTime right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(UnixTime left, UnixTime right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(UnixTime left, UnixTime right) => left.Microseconds >= right.Microseconds;

    public int CompareTo(UnixTime other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>RFC 3339 in UTC, as many decimals as needed: <c>2026-11-22T05:10:26.5Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
