using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Wire;

namespace Arena.Ingest.Api.Matches.Export;

/// <summary><c>GET /api/v1/matches/{match}/export</c>: all data of a match in one ZIP.</summary>
internal static class ExportEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/matches/{match}/export", Get)
        .WithName("GetMatchExport")
        .WithTags("Matches")
        .WithSummary("All data of a match in one ZIP: samples, figures, checks, what happened at bins, phases, and what was said, each as CSV with a description")
        .WithDescription(
            "From the gates to the end of cleaning as they really were; of a match that goes on, up to now. README.txt and match.json say what everything is. Names of staff, and what they wrote in their own "
            + "words, only with names=true, which needs the right study. The answer is streamed; one that breaks off ends with the connection, and has no directory at its end.")
        .WithParameters("names")
        .Produces(StatusCodes.Status200OK, contentType: MatchExport.ContentType)
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status401Unauthorized)
        .ProducesFault(StatusCodes.Status403Forbidden)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status409Conflict)
        .ProducesFault(StatusCodes.Status503ServiceUnavailable);

    private static MatchExport Get(
        HttpContext context,
        AskedSpan span,
        MatchExports exports,
        Naming naming,
        TimeProvider time,
        [Description("Name of the match.")] string match,
        [Description("true: names of staff, and what they wrote, are in it. Without it, roles stand in their place.")] string? names = null)
    {
        if (names is not (null or "true" or "false"))
            throw ApiFault.BadParameter("names", $"names is \"{QueryText.Shown(names)}\".", "Use true or false.");
        if (names == "true")
            RightGuard.Demand(context, Right.Study);
        var (day, now) = (span.Played(match), UnixTime.From(time.GetUtcNow()));
        var timeline = day.Timeline;
        if (timeline.From >= now)
            throw new ApiFault(StatusCodes.Status409Conflict, "match", $"{match} has not begun: its gates open at {timeline.From}.", "Ask again then.");
        return exports.Of(new ExportCase(day, now < timeline.To ? now : timeline.To, names == "true", names == "true" ? name => name : naming.Role));
    }
}
