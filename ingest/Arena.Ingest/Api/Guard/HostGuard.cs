using System.Net;

namespace Arena.Ingest.Api.Guard;

/// <summary>
/// Answers only requests that name this service: a page of another site that has its name resolve here (DNS rebinding), or that sends its own
/// Origin, gets 403.
/// </summary>
/// <remarks>
/// A Host that is an address can't be rebound, so every address is fine; names are fine when they are localhost, this machine's own, or allowed
/// with <c>--allow-host</c>.
/// </remarks>
internal sealed class HostGuard(RequestDelegate next, ApiOptions options)
{
    private readonly HashSet<string> _names = new([.. options.AllowedHosts, "localhost", Dns.GetHostName()], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsOurs(request.Host.Host))
        {
            return Problems.WriteAsync(
                context, StatusCodes.Status403Forbidden, "Host", $"\"{QueryText.Shown(request.Host.Host)}\" is not a name of this service.",
                "Use its address, or start ingest with --allow-host NAME.");
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsSameOrigin(request, origin.ToString()))
        {
            return Problems.WriteAsync(
                context, StatusCodes.Status403Forbidden, "Origin", "Pages of other sites may not ask here.",
                "Open the board at this service's own address, or start ingest with --allow-host NAME.");
        }

        return next(context);
    }

    private bool IsOurs(string host) => _names.Contains("*") || _names.Contains(host) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    // A name of our own may stand for another port or scheme: a proxy in front that ends TLS.
    private bool IsSameOrigin(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains("*"));
}
