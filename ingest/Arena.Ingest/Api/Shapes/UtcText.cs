using Arena.Wire;

namespace Arena.Ingest.Api.Shapes;

internal static class UtcText
{
    /// <summary>The moment as a UTC date, which JSON writes with Z.</summary>
    public static DateTime ToUtc(this UnixTime time) => time.ToDateTimeOffset().UtcDateTime;
}
