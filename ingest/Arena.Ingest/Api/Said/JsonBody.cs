using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Arena.Ingest.Api.Said;

/// <summary>Reads JSON bodies, strictly: a field that isn't known is refused as a parameter would be.</summary>
internal static class JsonBody
{
    /// <exception cref="ApiFault">It is no JSON, too big, or not of this shape.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        const string fix = "Send a JSON object with the fields that /openapi/v1.json lists, as Content-Type: application/json.";
        if (!context.Request.HasJsonContentType())
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "The body is no JSON.", fix);
        try
        {
            return JsonSerializer.Deserialize(await BoundedBody.ReadAsync(context), type) ?? throw new ApiFault(StatusCodes.Status400BadRequest, null, "The body is null.", fix);
        }
        catch (JsonException error)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, error.Path is { Length: > 2 } path ? path[2..] : null, $"The body can't be read: {error.Message}", fix);
        }
    }
}
