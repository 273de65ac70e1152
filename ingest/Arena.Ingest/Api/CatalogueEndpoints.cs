using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary><c>GET /api/v1/site</c> and <c>/api/v1/points</c>: what the manifest says, with the newest value of each series.</summary>
internal static class CatalogueEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/site", GetSite)
            .WithName("GetSite")
            .WithTags("Catalogue")
            .WithSummary("The venue, its map, zones and match days")
            .WithParameters();
        api.MapGet("/points", GetPoints)
            .WithName("GetPoints")
            .WithTags("Catalogue")
            .WithSummary("The catalogue: every point with its hardware, quantities, units and newest values")
            .WithDescription("A point is a position, not a device: its series stay when its hardware is swapped.")
            .WithParameters();
    }

    private static Ok<SiteShape> GetSite(VenueCatalogue catalogue) => TypedResults.Ok(SiteShape.From(catalogue.Manifest));

    private static Ok<PointsShape> GetPoints(VenueCatalogue catalogue, LiveState live)
    {
        var sensors = catalogue.Manifest.Nodes.SelectMany(node => node.Sensors).ToLookup(sensor => sensor.Point);
        return TypedResults.Ok(new PointsShape([.. catalogue.Points.Select(point => PointShape.From(point, sensors[point.Point.Name], live.Latest))]));
    }
}
