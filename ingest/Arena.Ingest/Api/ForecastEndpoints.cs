using System.ComponentModel;
using System.Globalization;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Forecast;
using Arena.Site;
using Arena.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary>When bins are full, and which to empty before which whistle: <c>GET /api/v1/forecast</c>, <c>/round</c>.</summary>
internal static class ForecastEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/forecast", GetForecast)
            .WithName("GetForecast")
            .WithTags("Match")
            .WithSummary("When each bin is full in the match that is on or begins within four hours, computed once a minute")
            .WithParameters();
        api.MapGet("/round", GetRound)
            .WithName("GetRound")
            .WithTags("Match")
            .WithSummary("Which bins to empty before which whistle, in walking order")
            .WithParameters("x", "y")
            .ProducesFault(StatusCodes.Status400BadRequest);
    }

    private static Ok<ForecastShape> GetForecast(Forecasts forecasts) => TypedResults.Ok(ForecastShape.From(forecasts.Latest));

    private static Ok<RoundShape> GetRound(
        Forecasts forecasts,
        SiteManifest site,
        TimeProvider time,
        [Description("Where the walk begins, on the map; with y. Without them it begins at the most urgent bin.")] string? x = null,
        [Description("With x.")] string? y = null)
    {
        if (x is null != y is null)
            throw ApiFault.BadParameter(x is null ? "x" : "y", "A place has both x and y.", "Give both, in units of the map in /api/v1/site, or neither.");
        (double X, double Y)? from = x is null ? null : (Coordinate("x", x, site.Map.Width), Coordinate("y", y!, site.Map.Height));
        var latest = forecasts.Latest;
        var now = UnixTime.From(time.GetUtcNow());
        var bins = latest.Bins.Select(each => new RoundBin(each.Bin.Point.Name, each.Bin.Point.At.X, each.Bin.Point.At.Y, each.Outlook));
        return TypedResults.Ok(RoundShape.From(latest, Round.Plan(bins, from, now, new RoundRules { MetresPerUnit = MapScale.Of(site.Map) })));
    }

    private static double Coordinate(string parameter, string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most
            ? number
            : throw ApiFault.BadParameter(parameter, $"{parameter} is \"{QueryText.Shown(text)}\".", string.Create(CultureInfo.InvariantCulture, $"Write a number from 0 to {most}, with a point: 312.5."));
}
