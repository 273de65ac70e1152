using Arena.Ingest.Api.Guard;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arena.Ingest.Api.People;

/// <summary>Who am I, sign in, sign out, my PIN: <c>/api/v1/session</c>. This phone is a shared one: <c>POST /api/v1/phones</c>.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var open = api.MapGroup("").Needing(Right.View);
        open.MapGet("/session", Get)
            .WithName("GetSession").WithTags("People").WithSummary("Who asks, and what they may do")
            .WithParameters();
        open.MapPost("/session", BeginAsync)
            .WithName("BeginSession").WithTags("People").WithSummary("Sign in by a link, once, or by a PIN on a shared phone")
            .WithDescription("Answers with the cookie `arena`. A link is sent as what stands behind `link=` in its address.")
            .WithParameters().Accepts<SignInShape>("application/json").Produces<SessionShape>()
            .ProducesFault(StatusCodes.Status400BadRequest).ProducesFault(StatusCodes.Status403Forbidden)
            .ProducesFault(StatusCodes.Status409Conflict).ProducesFault(StatusCodes.Status429TooManyRequests);
        open.MapDelete("/session", End)
            .WithName("EndSession").WithTags("People").WithSummary("Sign out")
            .WithParameters();

        var acting = api.MapGroup("").Needing(Right.Act);
        acting.MapPut("/session/pin", SetPinAsync)
            .WithName("SetPin").WithTags("People").WithSummary("Who is signed in by a link sets their PIN for shared phones")
            .WithParameters().Accepts<PinShape>("application/json").Produces<SessionShape>()
            .ProducesFault(StatusCodes.Status400BadRequest).ProducesFault(StatusCodes.Status409Conflict);
        acting.MapPost("/phones", ShareAsync)
            .WithName("SharePhone").WithTags("People").WithSummary("The phone that asks becomes a shared one: people sign in there by PIN")
            .WithDescription("Answers with the cookie `arena_phone`, and ends the session of who asked on this phone.")
            .WithParameters().Accepts<NewPhoneShape>("application/json").Produces<SessionShape>()
            .ProducesFault(StatusCodes.Status400BadRequest).ProducesFault(StatusCodes.Status409Conflict);
    }

    private static Ok<SessionShape> Get(HttpContext context, SignIn signIn, PeopleBook people, Pins pins) => Told(context, signIn, people, pins);

    private static async Task<Ok<SessionShape>> BeginAsync(HttpContext context, SignIn signIn, PeopleBook people, Pins pins)
    {
        signIn.Begin(context, await JsonBody.ReadAsync(context, ApiJson.Web.SignInShape));
        return Told(context, signIn, people, pins);
    }

    private static Ok<SessionShape> End(HttpContext context, SignIn signIn, PeopleBook people, Pins pins)
    {
        signIn.End(context);
        return Told(context, signIn, people, pins);
    }

    private static async Task<Ok<SessionShape>> SetPinAsync(HttpContext context, SignIn signIn, PeopleDesk desk, PeopleBook people, Pins pins)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.PinShape);
        if (Visitor.Of(context) is not { Person: { } person, ByPin: false })
            throw new ApiFault(StatusCodes.Status409Conflict, null, "Nobody is signed in by a link here: there is no one whose PIN it would be.", "Sign in by your link, then set your PIN.");
        desk.SetPin(person, shape.Pin);
        return Told(context, signIn, people, pins);
    }

    private static async Task<Ok<SessionShape>> ShareAsync(HttpContext context, SignIn signIn, PeopleDesk desk, PeopleBook people, Pins pins)
    {
        var shape = await JsonBody.ReadAsync(context, ApiJson.Web.NewPhoneShape);
        if (Visitor.Of(context).ByPin)
            throw new ApiFault(StatusCodes.Status409Conflict, null, "This phone is a shared one already.", "An administrator takes it away before it is shared under another name.");
        var token = desk.Share(Asker.Of(context, shape.Who), shape.Name);
        signIn.End(context);
        Cookies.Give(context, Cookies.Phone, token, signIn.UntilOf(token));
        return Told(context, signIn, people, pins, shape.Name?.Trim());
    }

    private static Ok<SessionShape> Told(HttpContext context, SignIn signIn, PeopleBook people, Pins pins, string? shared = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        var visitor = Visitor.Of(context);
        var phone = shared ?? signIn.PhoneOf(context)?.Label;
        return TypedResults.Ok(new SessionShape(
            visitor.Person?.Id,
            visitor.Person?.Name,
            (visitor.Person?.Role ?? Role.Viewer).Name(),
            [.. visitor.Rights.Select(right => right.Name())],
            visitor.Session?.Until.ToUtc(),
            visitor.Here,
            visitor.ByPin,
            visitor.Person is { } person && pins.Has(person.Id),
            phone,
            phone is null ? [] : [.. people.All.Where(each => !each.Blocked && pins.Has(each.Id)).Select(each => new PinPersonShape(each.Id, each.Name))]));
    }
}
