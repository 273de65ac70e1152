using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Checks.Photos;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Checks;

/// <summary>The photo of a check: <c>PUT</c> and <c>GET /api/v1/checks/{action}/photo</c>.</summary>
internal static class PhotoEndpoints
{
    private static readonly string[] Types = [PhotoKind.Jpeg.ContentType(), PhotoKind.Webp.ContentType()];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/checks/{action}/photo", PutAsync)
            .Needing(Right.Act)
            .WithName("KeepCheckPhoto")
            .WithTags("Checks")
            .WithSummary("A check gets its photo")
            .WithDescription($"JPEG or still WebP, at most {PhotoFolder.MostBytes} bytes. What stands in it beside the picture (place, time, phone) is left out. Sent twice, it is kept once.")
            .WithParameters()
            .WithMetadata(new BodyBound.Most(PhotoFolder.MostBytes))
            .Produces(StatusCodes.Status204NoContent)
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status409Conflict)
            .ProducesFault(StatusCodes.Status413PayloadTooLarge)
            .ProducesFault(StatusCodes.Status415UnsupportedMediaType)
            .ProducesFault(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/checks/{action}/photo", Get)
            .Needing(Right.Study)
            .WithName("GetCheckPhoto")
            .WithTags("Checks")
            .WithSummary("The photo of a check")
            .WithParameters()
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg", additionalContentTypes: "image/webp")
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<NoContent> PutAsync(HttpContext context, CheckDesk desk, [Description("Of the check.")] string action)
    {
        if (!Types.Contains(context.Request.ContentType, StringComparer.OrdinalIgnoreCase))
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "The body is no photo.", $"Send it as Content-Type: {string.Join(" or ", Types)}.");
        desk.Keep(Tap.Id("action", action), await BoundedBody.ReadAsync(context, PhotoFolder.MostBytes));
        return TypedResults.NoContent();
    }

    private static FileContentHttpResult Get(HttpContext context, PhotoFolder photos, [Description("Of the check.")] string action)
    {
        var photo = photos.Find(Tap.Id("action", action))
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "action", $"The check \"{QueryText.Shown(action)}\" has no photo.", "/api/v1/checks says which have one.");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(photo.Bytes, photo.Kind.ContentType());
    }
}
