using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Ledger;
using Arena.Ingest.People;

namespace Arena.Ingest.Api.Guard;

/// <summary>Lets a request through to an endpoint when its visitor has the right that the endpoint declares.</summary>
/// <remarks>
/// Closed unless said otherwise: an endpoint that declares nothing is for who may manage. What routing answers itself (no such page, no such method) has no right. Pages of other
/// sites are kept out by <see cref="HostGuard"/>.
/// </remarks>
internal sealed class RightGuard(RequestDelegate next, ILedger ledger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint)
            Demand(context, endpoint.Metadata.GetMetadata<Needed>() ?? new Needed(Right.Manage));
        return next(context);
    }

    /// <summary>Refuses who is without a right: for an endpoint where what is asked decides which one it takes.</summary>
    /// <exception cref="ApiFault">401 for who isn't signed in, 403 for who is.</exception>
    public static void Demand(HttpContext context, Right right) => Judge(context, new Needed(right));

    private void Demand(HttpContext context, Needed needed)
    {
        if (needed.Right == Right.View)
            return;
        Judge(context, needed);
        if (ledger.IsShared && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            throw new ApiFault(
                StatusCodes.Status409Conflict, null, "Several ingest services share this venue, and what people say lies with one of them.",
                "Write matches and their times in the site manifest (matches:), and start the services anew.");
        }
    }

    private static void Judge(HttpContext context, Needed needed)
    {
        var right = needed.Right;
        var visitor = Visitor.Of(context);
        var may = visitor.May(right) || (needed.Or is { } or && visitor.May(or));
        if (!may && visitor.Person is null)
        {
            context.Response.Headers.WWWAuthenticate = "Session";
            throw new ApiFault(
                StatusCodes.Status401Unauthorized, null, "This is viewing only: who changes something, or wants to see this, has to sign in.",
                "Open the link that an administrator of the board made for you; or work at the machine that ingest runs on, at http://127.0.0.1 there.");
        }

        if (!may)
            throw Without(right);
    }

    /// <summary>What is told to someone who is signed in without the right.</summary>
    public static ApiFault Without(Right right) => new(
        StatusCodes.Status403Forbidden, null, $"You are signed in, but your role may not do this: it needs the right \"{right.Name()}\".",
        $"Ask an administrator for one of the roles {string.Join(", ", Rights.Having(right).Select(role => role.Name()))}.");

    /// <summary>The right that an endpoint declares; or another one that is enough, where what is asked decides which of them it takes.</summary>
    internal sealed record Needed(Right Right, Right? Or = null);
}

/// <summary>How an endpoint, or a group of them, declares its right.</summary>
internal static class RightNeeded
{
    /// <summary>Only who has this right is let through: 401 for who isn't signed in, 403 for who is without it. What is declared last, innermost, holds.</summary>
    public static TBuilder Needing<TBuilder>(this TBuilder endpoint, Right right, Right? or = null)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new RightGuard.Needed(right, or));
        return right == Right.View ? endpoint : endpoint.WithMetadata(Refusal(StatusCodes.Status401Unauthorized), Refusal(StatusCodes.Status403Forbidden));
    }

    private static ProducesResponseTypeMetadata Refusal(int status) => new(status, typeof(ProblemShape), [Problems.ContentType]);
}
