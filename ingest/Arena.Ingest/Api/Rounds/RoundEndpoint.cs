using System.ComponentModel;
using System.Globalization;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Rounds;
using Arena.Site;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Rounds;

/// <summary>Which bins to empty before which whistle, and how far that is: <c>GET /api/v1/round</c>.</summary>
internal static class RoundEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/round", GetRound)
        .WithName("GetRound")
        .WithTags("Round")
        .WithSummary("Which bins to empty before which whistle, in walking order, and how far the round is")
        .WithDescription("The live stream tells the same as event `round`, when it changes, with the walk beginning at the most urgent bin.")
        .WithParameters("x", "y")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static Ok<RoundShape> GetRound(
        RoundBoard round,
        SiteManifest site,
        [Description("Where the walk begins, on the map; with y. Without them it begins at the most urgent bin.")] string? x = null,
        [Description("With x.")] string? y = null)
    {
        if (x is null != y is null)
            throw ApiFault.BadParameter(x is null ? "x" : "y", "A place has both x and y.", "Give both, in units of the map in /api/v1/site, or neither.");
        (double X, double Y)? from = x is null ? null : (Coordinate("x", x, site.Map.Width), Coordinate("y", y!, site.Map.Height));
        return TypedResults.Ok(RoundShape.From(round.From(from)));
    }

    private static double Coordinate(string parameter, string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most
            ? number
            : throw ApiFault.BadParameter(parameter, $"{parameter} is \"{QueryText.Shown(text)}\".", string.Create(CultureInfo.InvariantCulture, $"Write a number from 0 to {most}, with a point: 312.5."));
}
