using System.ComponentModel;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Matches;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Matches;

/// <summary>What may be said of matches: <c>POST /api/v1/matches…</c>.</summary>
internal static class MatchChangeEndpoints
{
    private const string Kept = "Kept with who said it and when. `action` is a name of your own: sent twice, it is said once.";

    public static void Map(RouteGroupBuilder api)
    {
        Post<NewMatchShape>(api.MapPost("/matches", MakeAsync), Right.Plan, "MakeMatch", "A match is added").Produces<MatchWholeShape>();
        Post<MatchChangeShape>(api.MapPost("/matches/{match}", ChangeAsync), Right.Plan, "ChangeMatch", "Teams, kick-off, attendance, or that it is called off").Produces<MatchWholeShape>();
        Post<PhaseShape>(api.MapPost("/matches/{match}/phase", BeginAsync), Right.Act, "BeginPhase", "A phase begins by hand; those after it move along").Produces<MatchWholeShape>();
        Post<UndoShape>(api.MapPost("/matches/{match}/undo", UndoAsync), Right.Act, "UndoMatch", "What was said last is taken back, or the event of a number").Produces<MatchWholeShape>();
        api.MapPost("/matches/calendar", ImportAsync)
            .Needing(Right.Plan)
            .WithName("ImportCalendar")
            .WithTags("Matches")
            .WithSummary("The matches of an iCalendar file (RFC 5545) are taken over, all or none")
            .WithDescription("An event is known again by its UID, or by day and opponent. Titles are read as \"Home - Opponent\". Recurring events are refused.")
            .WithParameters("who", "home")
            .Accepts<string>("text/calendar")
            .Produces<ImportedShape>()
            .ProducesFault(StatusCodes.Status400BadRequest)
            .ProducesFault(StatusCodes.Status413PayloadTooLarge)
            .ProducesFault(StatusCodes.Status415UnsupportedMediaType);
    }

    private static RouteHandlerBuilder Post<TBody>(RouteHandlerBuilder endpoint, Right right, string name, string summary)
        where TBody : notnull => endpoint
        .Needing(right)
        .WithName(name)
        .WithTags("Matches")
        .WithSummary(summary)
        .WithDescription(Kept)
        .WithParameters()
        .Accepts<TBody>("application/json")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status409Conflict)
        .ProducesFault(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<MatchWholeShape>> MakeAsync(HttpContext context, MatchDesk desk, MatchReports reports)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.NewMatchShape);
        return await ToldAsync(context, reports, desk.Make(Asker.Of(context, shape.Who), shape));
    }

    private static async Task<Ok<MatchWholeShape>> ChangeAsync(HttpContext context, MatchDesk desk, MatchReports reports, string match)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.MatchChangeShape);
        return await ToldAsync(context, reports, desk.Change(Asker.Of(context, shape.Who), match, shape));
    }

    private static async Task<Ok<MatchWholeShape>> BeginAsync(HttpContext context, MatchDesk desk, MatchReports reports, string match)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.PhaseShape);
        return await ToldAsync(context, reports, desk.Begin(Asker.Of(context, shape.Who), match, shape));
    }

    private static async Task<Ok<MatchWholeShape>> UndoAsync(HttpContext context, MatchDesk desk, MatchReports reports, string match)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.UndoShape);
        return await ToldAsync(context, reports, desk.Undo(Asker.Of(context, shape.Who), match, shape));
    }

    private static async Task<Ok<ImportedShape>> ImportAsync(
        HttpContext context,
        CalendarImport import,
        [Description("Who imports it, where nobody is signed in; it is kept.")] string? who = null,
        [Description("Only matches of this home team, as titles name it; without it, all.")] string? home = null) =>
        TypedResults.Ok(import.Run(Asker.Of(context, who), home, await CalendarBody.ReadAsync(context)));

    private static async Task<Ok<MatchWholeShape>> ToldAsync(HttpContext context, MatchReports reports, MatchDay match) =>
        TypedResults.Ok(await reports.OfAsync(match.Name, context.RequestServices.GetRequiredService<Naming>().For(context), context.RequestAborted));
}
