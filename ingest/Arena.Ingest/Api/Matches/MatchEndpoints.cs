using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Matches.Export;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Matches;
using Arena.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Matches;

/// <summary>Matches: <c>GET /api/v1/matches</c>, <c>/matches/now</c>, <c>/matches/{match}</c>.</summary>
internal static class MatchEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var open = api.MapGroup("").Needing(Right.View);
        open.MapGet("/matches", GetMatches)
            .WithName("GetMatches")
            .WithTags("Matches")
            .WithSummary("Every match of the manifest, of calendars and of the board, in the order of kick-offs")
            .WithParameters();
        open.MapGet("/matches/now", GetNow)
            .WithName("GetMatchNow")
            .WithTags("Matches")
            .WithSummary("The match that is going on with its phase, and the next one")
            .WithDescription("The live stream tells the same as event `match`, when it changes.")
            .WithParameters();
        open.MapGet("/matches/{match}", GetMatchAsync)
            .WithName("GetMatch")
            .WithTags("Matches")
            .WithSummary("One match with its phases, its results and who said what of it")
            .WithDescription("Names of staff are for who is signed in; others see a role.")
            .WithParameters()
            .ProducesFault(StatusCodes.Status404NotFound)
            .ProducesFault(StatusCodes.Status503ServiceUnavailable);
        RehearsalEndpoint.Map(open);
        ExportEndpoint.Map(open);
        MatchChangeEndpoints.Map(api);
    }

    private static Ok<MatchesShape> GetMatches(MatchBook book, TimeProvider time) =>
        TypedResults.Ok(new MatchesShape([.. book.All.Select(match => MatchBriefShape.From(match, UnixTime.From(time.GetUtcNow())))]));

    private static Ok<MatchNowShape> GetNow(MatchClock clock) => TypedResults.Ok(MatchNowShape.From(clock.Now()));

    private static async Task<Ok<MatchWholeShape>> GetMatchAsync(
        HttpContext context, MatchReports reports, Naming naming, [Description("Its name, 2026-11-07-sandvikens-if.")] string match, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reports.OfAsync(match, naming.For(context), cancellationToken));
}
