namespace Arena.Ingest.Api;

/// <summary>A request that can't be answered, as it is told to who asked (RFC 9457). Thrown by what reads a request, answered in one place.</summary>
internal sealed class ApiFault(int status, string? parameter, string detail, string fix) : Exception(detail)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The parameter that is wrong, or null.</summary>
    public string? Parameter { get; } = parameter;

    /// <summary>What to send instead.</summary>
    public string Fix { get; } = fix;

    /// <summary>When it is worth asking again; null where that says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiFault BadParameter(string parameter, string detail, string fix) => new(StatusCodes.Status400BadRequest, parameter, detail, fix);
}
