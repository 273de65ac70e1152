using System.ComponentModel;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api;

/// <summary>How the venue and its nodes stand: <c>GET /api/v1/nodes</c>, <c>/summary</c>, <c>/completeness</c>.</summary>
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
        api.MapGet("/completeness", GetCompleteness)
            .WithName("GetCompleteness")
            .WithTags("Insight")
            .WithSummary("Which batches of a node arrived, and which are missing")
            .WithDescription("Epochs that received something within the span. A number below `highest` that is neither stored nor quarantined is in `missing`.")
            .WithParameters("node", "from", "to")
            .ProducesFault(StatusCodes.Status400BadRequest)
            .ProducesFault(StatusCodes.Status404NotFound);
    }

    private static Ok<NodesShape> GetNodes(NodeReports reports) => TypedResults.Ok(new NodesShape([.. reports.All().Select(NodeShape.From)]));

    private static Ok<SummaryShape> GetSummary(Overview overview) => TypedResults.Ok(SummaryShape.From(overview.Now()));

    private static Ok<CompletenessShape> GetCompleteness(
        VenueCatalogue catalogue,
        NodeReports reports,
        TimeProvider time,
        [Description("Name of the node.")] string? node = null,
        [Description("Begin, RFC 3339; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null)
    {
        if (string.IsNullOrEmpty(node))
            throw ApiFault.BadParameter("node", "node is missing.", "Name a node; /api/v1/nodes lists them.");
        if (!catalogue.HasNode(node))
            throw new ApiFault(StatusCodes.Status404NotFound, "node", $"There is no node \"{QueryText.Shown(node)}\".", "/api/v1/nodes lists them.");

        var (begin, end) = QueryText.Span(from, to, UnixTime.From(time.GetUtcNow()));
        var epochs = reports.Completeness(node)
            .Where(each => each.Epoch.FirstReceived < end && each.Epoch.LastReceived >= begin)
            .Select(EpochShape.From);
        return TypedResults.Ok(new CompletenessShape(node, begin.ToUtc(), end.ToUtc(), [.. epochs]));
    }
}
