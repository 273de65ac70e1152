using System.Net;
using Arena.Ingest.Ledger;

namespace Arena.Ingest.Api.Guard;

/// <summary>The one place that decides who may change something over HTTP: who sits at this machine. Everyone else is viewing only.</summary>
/// <remarks>
/// A proxy on this machine comes from loopback too, and says for whom it asks in <c>Forwarded</c> or <c>X-Forwarded-*</c>: that is somebody else. Pages of other
/// sites are kept out by <see cref="HostGuard"/>.
/// </remarks>
internal static class WriteRight
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    /// <summary>Lets only those through who may change something.</summary>
    public static RouteGroupBuilder NeedingTheRightToWrite(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            Demand(context.HttpContext);
            return await next(context);
        });
        return group;
    }

    /// <summary>Whether a request may change something.</summary>
    public static bool Has(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Forwarding.Any(context.Request.Headers.ContainsKey);

    private static void Demand(HttpContext context)
    {
        if (!Has(context))
        {
            throw new ApiFault(
                StatusCodes.Status403Forbidden, null, "This is viewing only: changes are made at the machine that ingest runs on.",
                "Open the board there at http://127.0.0.1, or through an SSH tunnel to it (ssh -L 8080:127.0.0.1:8080 …).");
        }

        if (context.RequestServices.GetRequiredService<ILedger>().IsShared)
        {
            throw new ApiFault(
                StatusCodes.Status409Conflict, null, "Several ingest services share this venue, and what is said of matches lies with one of them.",
                "Write matches and their times in the site manifest (matches:), and start the services anew.");
        }
    }
}
