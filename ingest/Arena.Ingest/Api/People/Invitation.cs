using System.Net;
using Arena.Ingest.Api.Shapes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Arena.Ingest.Api.People;

/// <summary>A one-time link as people get it: an address whose secret stands behind #, where no request and no log has it.</summary>
internal sealed class Invitation(IServer server, ApiOptions options)
{
    /// <summary>The answer to who made a link from the board.</summary>
    public static InvitedShape Of(HttpContext context, PersonShape person, string token)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Of(AskedBy(context), person, token);
    }

    /// <param name="board">Where the board is, with its scheme and no path.</param>
    /// <param name="person">Who is invited.</param>
    /// <param name="token">The link's.</param>
    public static InvitedShape Of(string board, PersonShape person, string token)
    {
        var address = $"{board}/#page=sign-in&link={token}";
        return new InvitedShape(person, address, QrCode.Svg(address), person.LinkUntil ?? default);
    }

    /// <summary>Where this ingest's board is, as far as it can know: its own https port by an allowed name or the machine's; else loopback.</summary>
    public string Board()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()!.Addresses.Where(each => each.StartsWith("http", StringComparison.Ordinal)).Select(each => new Uri(each)).Where(each => !each.Host.Contains("unix", StringComparison.Ordinal)).ToList();
        if (bound.Find(each => each.Scheme == "https") is not { } own)
            return $"http://127.0.0.1:{bound[0].Port}";
        var name = options.AllowedHosts.FirstOrDefault(host => host != "*") ?? (IPAddress.TryParse(own.Host.Trim('[', ']'), out var address) && !IsAny(address) ? own.Host : Dns.GetHostName());
        return own.IsDefaultPort ? $"https://{name}" : $"https://{name}:{own.Port}";
    }

    // A browser says where it is; HostGuard has looked at it.
    private static string AskedBy(HttpContext context) => context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
        ? origin
        : $"{(Cookies.IsEncrypted(context) ? "https" : "http")}://{context.Request.Host}";

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
