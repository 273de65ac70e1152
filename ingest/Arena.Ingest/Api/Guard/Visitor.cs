using System.Net;
using Arena.Ingest.People;

namespace Arena.Ingest.Api.Guard;

/// <summary>Who asks.</summary>
/// <param name="Here">At the machine that ingest runs on: all rights.</param>
/// <param name="Person">Who is signed in, or null.</param>
internal sealed record Visitor(bool Here, Person? Person)
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    /// <summary>Who sent a request.</summary>
    public static Visitor Of(HttpContext context) => new(IsHere(context), null);

    public bool May(Right right) => right == Right.View || Here || (Person is { } person && Rights.Of(person.Role).Contains(right));

    // A proxy on this machine comes from loopback too, and says for whom it asks: that is somebody else.
    private static bool IsHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Forwarding.Any(context.Request.Headers.ContainsKey);
}
