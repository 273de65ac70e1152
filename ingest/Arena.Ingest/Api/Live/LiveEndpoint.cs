using Arena.Ingest.Api.Guard;
using Arena.Ingest.Insight;
using Arena.Ingest.Matches;

namespace Arena.Ingest.Api.Live;

/// <summary><c>GET /api/v1/live</c>.</summary>
internal static class LiveEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", GetAsync)
        .WithName("GetLive")
        .WithTags("Live")
        .WithSummary("Values as they come")
        .WithDescription(
            "Server-sent events: first `snapshot` {samples, nodes, summary, match}, then `samples` {samples} at most twice a second with the newest value of "
            + "each series that changed, `node`, `summary`, and `match` {match, next} when a phase begins or something is said of a match. Each event has an id; a comment line comes after 15 s of silence. A new connection begins with a snapshot.")
        .WithParameters()
        .WithMetadata(new RateLimit.Unlimited())
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static async Task GetAsync(
        HttpContext context, LiveState live, NodeReports nodes, Overview overview, MatchClock matches, LiveChanges changes, LiveSeats seats, ApiOptions options, TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        using var seat = seats.Take();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await new LiveStream(live, nodes, overview, matches, changes, options, time).WriteAsync(context.Response, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went, or ingest stops: the stream simply ends.
        }
    }
}
