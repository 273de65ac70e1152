namespace Arena.Ingest.Decoding;

/// <summary>What a data message may call itself. A publisher that gives no content type (MQTT 3.1.1 knows none) is taken at its bytes.</summary>
internal static class ContentTypes
{
    /// <summary>RFC 8428 section 12.3.1.</summary>
    public const string Senml = "application/senml+json";

    private const string Json = "application/json";

    public static bool IsAccepted(string? contentType)
    {
        if (contentType is null or Senml)
            return true;
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? contentType : contentType[..end]).AsSpan().Trim();
        return type.Equals(Senml, StringComparison.OrdinalIgnoreCase) || type.Equals(Json, StringComparison.OrdinalIgnoreCase);
    }
}
