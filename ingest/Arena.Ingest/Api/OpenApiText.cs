using Microsoft.AspNetCore.OpenApi;

namespace Arena.Ingest.Api;

/// <summary>The head of <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiText
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "Arena ingest";
        document.Info.Version = "v1";
        document.Info.Description =
            "Measurements of a sports venue: the catalogue of points, samples raw and in windows, values as they come, what is computed of them, matches, and how complete it all is. "
            + "Times are RFC 3339 in UTC, units are SenML's (RFC 8428). Errors are problem details (RFC 9457) with the parameter and the fix. "
            + "Parameters that don't exist are refused.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
