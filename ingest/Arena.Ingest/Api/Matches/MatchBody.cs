using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Arena.Ingest.Api.Matches;

/// <summary>Reads bodies of bounded size, strictly: a field that isn't known is refused as a parameter would be.</summary>
internal static class MatchBody
{
    public static async ValueTask<T> JsonAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        const string fix = "Send a JSON object with the fields that /openapi/v1.json lists, as Content-Type: application/json.";
        if (!context.Request.HasJsonContentType())
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "The body is no JSON.", fix);
        try
        {
            return JsonSerializer.Deserialize(await BytesAsync(context), type) ?? throw new ApiFault(StatusCodes.Status400BadRequest, null, "The body is null.", fix);
        }
        catch (JsonException error)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, error.Path is { Length: > 2 } path ? path[2..] : null, $"The body can't be read: {error.Message}", fix);
        }
    }

    public static async ValueTask<string> CalendarAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("text/calendar", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "The body is no calendar.", "Send the .ics file as Content-Type: text/calendar.");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await BytesAsync(context));
        }
        catch (DecoderFallbackException)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, null, "The calendar is no UTF-8.", "Export it as UTF-8, as RFC 5545 asks.");
        }
    }

    // A body that doesn't say how long it is was let in: it is cut off here.
    private static async ValueTask<byte[]> BytesAsync(HttpContext context)
    {
        var most = context.RequestServices.GetRequiredService<ApiOptions>().MostBodyBytes;
        using var body = new MemoryStream();
        var buffer = new byte[8 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
                throw new ApiFault(StatusCodes.Status413PayloadTooLarge, null, "The body is too big.", $"Send at most {most} bytes.");
        }

        return body.ToArray();
    }
}
