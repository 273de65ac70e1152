using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.People;

/// <summary>People and shared phones, for administrators: <c>/api/v1/people</c>, <c>/api/v1/phones/{phone}</c>.</summary>
internal static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var managing = api.MapGroup("").Needing(Right.Manage);
        managing.MapGet("/people", Get)
            .WithName("GetPeople").WithTags("People").WithSummary("Who may sign in, and the shared phones")
            .WithParameters();
        Said<NewPersonShape>(managing.MapPost("/people", InviteAsync), "InvitePerson", "Somebody new, and the one-time link to send them").Produces<InvitedShape>();
        Said<PersonChangeShape>(managing.MapPost("/people/{person}", ChangeAsync), "ChangePerson", "Another role; blocked, or let in again").Produces<PersonShape>();
        Said<WhoShape>(managing.MapPost("/people/{person}/link", LinkAsync), "InviteAgain", "A new one-time link; an older unused one is worthless from then on").Produces<InvitedShape>();
        Said<WhoShape>(managing.MapPost("/people/{person}/sign-out", SignOutAsync), "SignOutEverywhere", "Ends their sessions, and makes an unused link worthless").Produces<PersonShape>();
        Said<WhoShape>(managing.MapPost("/people/{person}/clear-pin", ClearPinAsync), "ClearPin", "They have no PIN until they set one").Produces<PersonShape>();
        Said<WhoShape>(managing.MapPost("/phones/{phone}/unshare", UnshareAsync), "UnsharePhone", "A phone is shared no more").Produces<PeopleShape>();
    }

    private static RouteHandlerBuilder Said<TBody>(RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithName(name)
        .WithTags("People")
        .WithSummary(summary)
        .WithParameters()
        .Accepts<TBody>("application/json")
        .ProducesFault(StatusCodes.Status400BadRequest)
        .ProducesFault(StatusCodes.Status404NotFound)
        .ProducesFault(StatusCodes.Status409Conflict);

    private static Ok<PeopleShape> Get(PeopleDesk desk) => TypedResults.Ok(desk.All());

    private static async Task<Ok<InvitedShape>> InviteAsync(HttpContext context, PeopleDesk desk)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.NewPersonShape);
        var who = Asker.Of(context, shape.Who);
        var id = desk.Invite(who, shape.Name, shape.Role);
        return Invited(context, desk, who, id);
    }

    private static async Task<Ok<InvitedShape>> LinkAsync(HttpContext context, PeopleDesk desk, string person)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.WhoShape);
        return Invited(context, desk, Asker.Of(context, shape.Who), person);
    }

    private static async Task<Ok<PersonShape>> ChangeAsync(HttpContext context, PeopleDesk desk, string person)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.PersonChangeShape);
        desk.Change(Asker.Of(context, shape.Who), person, shape.Role, shape.Blocked);
        return TypedResults.Ok(desk.Shape(person));
    }

    private static async Task<Ok<PersonShape>> SignOutAsync(HttpContext context, PeopleDesk desk, string person)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.WhoShape);
        desk.SignOutEverywhere(Asker.Of(context, shape.Who), person);
        return TypedResults.Ok(desk.Shape(person));
    }

    private static async Task<Ok<PersonShape>> ClearPinAsync(HttpContext context, PeopleDesk desk, string person)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.WhoShape);
        desk.ClearPin(Asker.Of(context, shape.Who), person);
        return TypedResults.Ok(desk.Shape(person));
    }

    private static async Task<Ok<PeopleShape>> UnshareAsync(HttpContext context, PeopleDesk desk, string phone)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.WhoShape);
        desk.Unshare(Asker.Of(context, shape.Who), phone);
        return TypedResults.Ok(desk.All());
    }

    private static Ok<InvitedShape> Invited(HttpContext context, PeopleDesk desk, string who, string id)
    {
        var token = desk.Link(who, id);
        return TypedResults.Ok(Invitation.Of(context, desk.Shape(id), token));
    }
}
