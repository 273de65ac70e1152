using Arena.Ingest.Api.People;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Ledger;
using Arena.Ingest.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.Admin;

/// <summary>
/// People over the socket, for the first administrator and for when no one can sign in: <c>GET /admin/v1/people</c>, <c>POST …/people</c> invites, <c>POST …/people/block</c>. Who may
/// write the data folder may do all of it anyway.
/// </summary>
internal static class PeopleAdminEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/people", (PeopleDesk desk) => TypedResults.Json(desk.All(), AdminJson.Web.PeopleShape));
        admin.MapPost("/people", Invite).WithParameters("who", "name", "role", "board");
        admin.MapPost("/people/block", Block).WithParameters("who", "name");
    }

    // Somebody who is known gets a new link, and keeps their role unless another is asked for.
    private static JsonHttpResult<InvitedShape> Invite(PeopleDesk desk, PeopleBook people, Invitation invitation, ILedger ledger, string who, string name, string? role = null, string? board = null)
    {
        if (ledger.IsShared)
            throw new ApiFault(StatusCodes.Status409Conflict, null, "Several ingest services share this venue: nobody signs in to one of them.", "The board is viewing only here.");
        if (board is not null && (!Uri.TryCreate(board, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"))
            throw ApiFault.BadParameter("board", $"\"{QueryText.Shown(board)}\" is no address of a board.", "Write https://NAME, without a path.");
        var known = people.Named(name.Trim());
        if (known is { Blocked: true })
            desk.Change(who, known.Id, null, blocked: false);
        if (known is not null && role is not null && role != known.Role.Name())
            desk.Change(who, known.Id, role, null);
        var id = known?.Id ?? desk.Invite(who, name, role ?? throw ApiFault.BadParameter("role", $"{name} is new and has no role.", $"Name one of {string.Join(", ", RoleNames.All)}."));
        var token = desk.Link(who, id);
        return TypedResults.Json(Invitation.Of(board?.TrimEnd('/') ?? invitation.Board(), desk.Shape(id), token), AdminJson.Web.InvitedShape);
    }

    private static JsonHttpResult<PersonShape> Block(PeopleDesk desk, PeopleBook people, string who, string name)
    {
        var person = people.Named(name.Trim())
            ?? throw new ApiFault(StatusCodes.Status404NotFound, "name", $"There is no \"{QueryText.Shown(name)}\".", "'arena-ingest people list' shows everybody.");
        desk.Change(who, person.Id, null, blocked: true);
        return TypedResults.Json(desk.Shape(person.Id), AdminJson.Web.PersonShape);
    }
}
