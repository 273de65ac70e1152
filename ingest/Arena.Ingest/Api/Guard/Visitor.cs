using System.Net;
using Arena.Ingest.Api.Admin;
using Arena.Ingest.Api.People;
using Arena.Ingest.People;
using Arena.Wire;

namespace Arena.Ingest.Api.Guard;

/// <summary>Who asks.</summary>
/// <param name="Here">At the machine that ingest runs on: all rights.</param>
/// <param name="Person">Who is signed in, or null.</param>
/// <param name="Session">Their session.</param>
internal sealed record Visitor(bool Here, Person? Person, Key? Session)
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    /// <summary>Whether it is a PIN that began the session.</summary>
    public bool ByPin => Session?.Kind == KeyKind.PinSession;

    /// <summary>All they may do. Who is signed in by a PIN does what is done on foot, whatever their role.</summary>
    public IEnumerable<Right> Rights => Enum.GetValues<Right>().Where(May);

    /// <summary>Who sent a request; a request that does something keeps its session awake.</summary>
    public static Visitor Of(HttpContext context)
    {
        if (context.Features.Get<Visitor>() is { } known)
            return known;
        var visitor = Read(context);
        context.Features.Set(visitor);
        return visitor;
    }

    public bool May(Right right) => right == Right.View || Here || (Person is { } person && Guard.Rights.Of(person.Role).Contains(right) && (!ByPin || right == Right.Act));

    private static Visitor Read(HttpContext context)
    {
        var here = IsHere(context);
        if (context.Request.Cookies[Cookies.Session] is not { } token
            || context.RequestServices.GetRequiredService<KeyRing>().Find(token) is not { Kind: KeyKind.Session or KeyKind.PinSession } session
            || context.RequestServices.GetRequiredService<PeopleBook>().Find(session.Person) is not { Blocked: false } person)
        {
            return new Visitor(here, null, null);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            session.Used = UnixTime.From(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return new Visitor(here, person, session);
    }

    // A proxy on this machine comes from loopback too, and says for whom it asks: that is somebody else.
    private static bool IsHere(HttpContext context) =>
        AdminSocket.Brought(context) || IsLoopback(context);

    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Forwarding.Any(context.Request.Headers.ContainsKey)
        && context.RequestServices.GetRequiredService<ApiOptions>().LoopbackMayAll;
}
