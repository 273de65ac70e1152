using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Microsoft.AspNetCore.Http.Headers;

namespace Arena.Ingest.Api.Live;

/// <summary><c>GET /api/v1/live</c>.</summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan SoonestRetry = TimeSpan.FromSeconds(1);

    /// <summary>Those whose line broke at the same moment come back within this span, not in the same instant.</summary>
    private static readonly TimeSpan RetrySpread = TimeSpan.FromSeconds(5);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", GetAsync)
        .WithName("GetLive")
        .WithTags("Live")
        .WithSummary("Values as they come")
        .WithDescription(
            "Server-sent events: `hello` {t, run, resumed}, then `snapshot` with a field for each section, then at most twice a second what changed: `samples` {samples} with the newest value of "
            + "each series, `node`, `summary`, `match` {match, next} when a phase begins or something is said of a match, `board` {build}. What came together ends with its number, `id: {run}-{number}`; "
            + "a connection with Last-Event-ID of the same run begins with what is newer than that instead of the snapshot. A comment line comes after 15 s of silence. "
            + "Packed with gzip for who accepts it.")
        .WithParameters("sections")
        .WithMetadata(new RateLimit.Unlimited())
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static async Task GetAsync(
        HttpContext context,
        LiveFrames frames,
        LiveFeed feed,
        LiveSeats seats,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        [Description("Sections wanted, between commas: samples, nodes, summary, match, bins, round, board. All without it.")] string? sections = null)
    {
        var chosen = LiveSections.Chosen(frames.Names, sections);
        var request = context.Request;
        var resumed = LiveId.NumberOf(frames.Run, request.Headers["Last-Event-ID"]);
        using var seat = seats.Take();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await new LiveStream(frames, feed, chosen, TakesGzip(request.GetTypedHeaders()), time)
                .WriteAsync(context.Response, resumed, seats.Spread(SoonestRetry, RetrySpread), ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went, or ingest stops: the stream simply ends.
        }
    }

    private static bool TakesGzip(RequestHeaders headers) =>
        headers.AcceptEncoding.Any(each => each.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && each.Quality is not 0);
}
