using System.ComponentModel;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Decoding;
using Arena.Ingest.Insight;
using Arena.Ingest.Insight.Accounts;
using Arena.Ingest.Store.Rollups;
using Arena.Wire;

namespace Arena.Ingest.Api;

/// <summary>What there is and what there is not: <c>GET /api/v1/completeness</c>, of one node in full or of all nodes a line each.</summary>
internal static class CompletenessEndpoint
{
    private const int MostWindows = 400;

    private const string Description =
        "With `node`: its counts, each of its points, every gap with its cause, and its epochs. Without: a line for each node. "
        + "`from` is moved back to a whole minute, quarter, hour or day, whichever shows the span in 400 windows. As CSV: a line for each window, or for the whole span.";

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/completeness", GetAsync)
            .WithName("GetCompleteness")
            .WithTags("Insight")
            .WithSummary("Of a span: what was to come, what came, what is missing and why")
            .WithDescription(Description)
            .WithParameters("node", "from", "to", "match", "every", "format")
            .Produces<CompletenessShape>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesFault(StatusCodes.Status400BadRequest)
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status406NotAcceptable);

    private static async Task<IResult> GetAsync(
        VenueCatalogue catalogue,
        NodeAccounts accounts,
        NodeReports reports,
        AskedSpan asked,
        CancellationToken cancellationToken,
        [Description("Name of the node; without it, all nodes.")] string? node = null,
        [Description("Begin, RFC 3339; without it 24 hours before to.")] string? from = null,
        [Description("End, RFC 3339, excluded; without it now.")] string? to = null,
        [Description(AskedSpan.OfMatch)] string? match = null,
        [Description("Width of windows to count in: 15m, 1h or 1d; at most 400 of them.")] string? every = null,
        [Description("json (without it) or csv.")] string? format = null)
    {
        if (format is not (null or "json" or "csv"))
            throw new ApiFault(StatusCodes.Status406NotAcceptable, "format", $"There is no format \"{QueryText.Shown(format)}\" here.", "Use format=json or csv.");
        if (node is not null && !catalogue.HasNode(node))
            throw new ApiFault(StatusCodes.Status404NotFound, "node", $"There is no node \"{QueryText.Shown(node)}\".", "/api/v1/nodes lists them.");
        var (begin, end) = asked.Of(match, from, to);
        TimeSpan? width = every is null ? null : Width(every);
        var span = Aligned(begin, end, width);

        var drawn = new List<NodeAccount>();
        foreach (var each in catalogue.Manifest.Nodes.Where(each => node is null || each.Name == node))
            drawn.Add(await accounts.OfAsync(each, span, width, cancellationToken));
        if (format == "csv")
            return TypedResults.Text(CompletenessCsv.Of(drawn), "text/csv; charset=utf-8; header=present");
        return node is null
            ? TypedResults.Ok(new FleetShape(span.From.ToUtc(), span.To.ToUtc(), [.. drawn.Select(FleetNodeShape.Of)]))
            : TypedResults.Ok(Whole(drawn[0], reports));
    }

    private static CompletenessShape Whole(NodeAccount account, NodeReports reports) => new(
        account.Node.Name,
        account.Span.From.ToUtc(),
        account.Span.To.ToUtc(),
        CountsShape.Of(account),
        [.. account.Windows.Select(WindowShape.Of)],
        [.. account.Points.Select(PointCountsShape.Of)],
        [.. account.Gaps.Select(GapShape.Of)],
        [.. reports.Completeness(account.Node.Name, account.Span.From, account.Span.To).Select(EpochShape.From)]);

    private static TimeSpan Width(string every) => every switch
    {
        "15m" => TimeSpan.FromMinutes(15),
        "1h" => TimeSpan.FromHours(1),
        "1d" => TimeSpan.FromDays(1),
        _ => throw ApiFault.BadParameter("every", $"every is \"{QueryText.Shown(every)}\".", "Use 15m, 1h or 1d."),
    };

    private static Interval Aligned(UnixTime begin, UnixTime end, TimeSpan? every)
    {
        if (end - begin > TimeSpan.FromDays(MostWindows) || (every is { } width && (end - begin) / width > MostWindows))
            throw ApiFault.BadParameter(
                every is null ? "from" : "every", $"The span of {(end - begin).TotalDays:0} days is too long.", $"Ask for at most {MostWindows} windows: a wider every, or a shorter span of at most {MostWindows} days.");
        var resolution = Presence.ResolutionFor(end - begin, every);
        return new Interval(new UnixTime(RollupLevels.Floor(begin.Microseconds, resolution.Ticks / TimeSpan.TicksPerMicrosecond)), end);
    }
}
