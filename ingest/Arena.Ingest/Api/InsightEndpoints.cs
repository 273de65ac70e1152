using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Insight;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary>How the venue and its nodes stand: <c>GET /api/v1/nodes</c>, <c>/summary</c>.</summary>
internal static class InsightEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/nodes", GetNodes)
            .WithName("GetNodes")
            .WithTags("Insight")
            .WithSummary("Every node with its last sign of life and its backlog")
            .WithParameters();
        api.MapGet("/summary", GetSummary)
            .WithName("GetSummary")
            .WithTags("Insight")
            .WithSummary("The venue in a few figures")
            .WithParameters();
    }

    private static Ok<NodesShape> GetNodes(NodeReports reports) => TypedResults.Ok(new NodesShape([.. reports.All().Select(NodeShape.From)]));

    private static Ok<SummaryShape> GetSummary(Overview overview) => TypedResults.Ok(SummaryShape.From(overview.Now()));
}
