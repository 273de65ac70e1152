using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Forecast;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary>When bins are full: <c>GET /api/v1/forecast</c>.</summary>
internal static class ForecastEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/forecast", GetForecast)
        .WithName("GetForecast")
        .WithTags("Match")
        .WithSummary("When each bin is full in the match that is on or begins within four hours, computed once a minute")
        .WithParameters();

    private static Ok<ForecastShape> GetForecast(Forecasts forecasts) => TypedResults.Ok(ForecastShape.From(forecasts.Latest));
}
