using System.Text;
using Arena.Ingest.Api.Said;

namespace Arena.Ingest.Api.Matches;

/// <summary>Reads the body of an import.</summary>
internal static class CalendarBody
{
    /// <exception cref="ApiFault">It is no calendar, too big, or no UTF-8.</exception>
    public static async ValueTask<string> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("text/calendar", StringComparison.OrdinalIgnoreCase) != true)
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "The body is no calendar.", "Send the .ics file as Content-Type: text/calendar.");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await BoundedBody.ReadAsync(context));
        }
        catch (DecoderFallbackException)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, null, "The calendar is no UTF-8.", "Export it as UTF-8, as RFC 5545 asks.");
        }
    }
}
