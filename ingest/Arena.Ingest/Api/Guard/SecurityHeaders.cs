using System.Net;

namespace Arena.Ingest.Api.Guard;

/// <summary>What every answer tells the browser: run only what came from here, guess no types, tell no one where you were, be framed by nobody.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    // Long enough to be there on the next match day, short enough to get out of. It goes for the whole name, all ports, and only where ingest ends TLS itself.
    private const string Week = "max-age=604800";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out _))
            headers.StrictTransportSecurity = Week;
        return next(context);
    }
}
