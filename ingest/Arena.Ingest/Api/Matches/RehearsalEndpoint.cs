using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Live;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Matches;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches;

/// <summary><c>GET /api/v1/matches/{match}/rehearsal</c>: a past match as it came, at a chosen speed.</summary>
internal static class RehearsalEndpoint
{
    private const int MostSpeed = 600;
    private const int DefaultSpeed = 60;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/matches/{match}/rehearsal", GetAsync)
        .WithName("GetRehearsal")
        .WithTags("Matches")
        .WithSummary("A match that is over, played again at a chosen speed")
        .WithDescription(
            "Server-sent events, each with its own names so that nobody takes them for live: `rehearsal` {match, speed, from, to}, then twice a second `rehearsal_samples` {t, samples} with the newest value "
            + "of each series up to match time t, and `rehearsal_phase` {phase, at}; it ends with the phase over.")
        .WithParameters("speed", "from")
        .WithMetadata(new RateLimit.Unlimited())
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status409Conflict)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static async Task GetAsync(
        HttpContext context,
        MatchBook book,
        Rehearsal rehearsal,
        LiveSeats seats,
        ApiOptions options,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        [Description("Name of the match.")] string match,
        [Description("How many times faster than it was, 1 to 600; 60 without it.")] string? speed = null,
        [Description("Match time to begin at, RFC 3339; without it, when the gates opened.")] string? from = null)
    {
        var day = book.Find(match)
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "match", $"There is no match \"{QueryText.Shown(match)}\".", "/api/v1/matches lists them.");
        if (day.Cancelled || day.Timeline.To > UnixTime.From(time.GetUtcNow()))
            throw new ApiFault(StatusCodes.Status409Conflict, "match", $"{match} is not over.", "Choose a match whose state is over.");
        var pace = speed is null ? DefaultSpeed : QueryText.Count("speed", speed, MostSpeed);
        var begin = from is null ? day.Timeline.From : QueryText.Time("from", from);
        if (begin < day.Timeline.From || begin >= day.Timeline.To)
            throw ApiFault.BadParameter("from", $"from ({begin}) is not within the match.", $"Write a time from {day.Timeline.From} to {day.Timeline.To}.");

        using var seat = seats.Take();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await PlayAsync(context.Response, rehearsal, day, begin, pace, options.LivePace, time, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client went, or ingest stops: the stream simply ends.
        }
    }

    private static async Task PlayAsync(
        HttpResponse response, Rehearsal rehearsal, MatchDay match, UnixTime from, int speed, TimeSpan pace, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var started = false;
        await foreach (var step in rehearsal.StepsAsync(match, from, pace * speed, cancellationToken))
        {
            // The first reading comes before the first byte: a store that is away is still told as a problem.
            if (!started)
            {
                response.ContentType = "text/event-stream";
                response.Headers.CacheControl = "no-store";
                response.Headers["X-Accel-Buffering"] = "no";
                var head = new RehearsalShape(match.Name, speed, from.ToUtc(), match.Timeline.To.ToUtc());
                await EventAsync(response, "rehearsal", from, head, ApiJson.Web.RehearsalShape, cancellationToken);
                started = true;
            }

            foreach (var phase in step.Begun)
                await EventAsync(response, "rehearsal_phase", phase.At, new PhaseStartShape(phase.Phase.Name(), phase.At.ToUtc(), phase.ByHand), ApiJson.Web.PhaseStartShape, cancellationToken);
            if (step.Samples.Count > 0)
            {
                var samples = new RehearsalSamplesShape(step.To.ToUtc(), [.. step.Samples.Select(LiveSampleShape.From)]);
                await EventAsync(response, "rehearsal_samples", step.To, samples, ApiJson.Web.RehearsalSamplesShape, cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
            var due = (step.To - from) / speed - time.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, time, cancellationToken);
        }
    }

    private static async Task EventAsync<T>(HttpResponse response, string name, UnixTime id, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"event: {name}\nid: {id.Microseconds}\ndata: "), cancellationToken);
        await JsonSerializer.SerializeAsync(response.Body, data, type, cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }
}
