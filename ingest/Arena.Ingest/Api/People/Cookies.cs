using Arena.Wire;

namespace Arena.Ingest.Api.People;

/// <summary>The two cookies: a session's, and a shared phone's. No script reads them, no other site's page sends them, and they go over TLS alone where there is TLS.</summary>
internal static class Cookies
{
    public const string Session = "arena";
    public const string Phone = "arena_phone";

    /// <summary>Whether the way to the browser is encrypted, by ingest itself or by a proxy that says so.</summary>
    public static bool IsEncrypted(HttpContext context) =>
        context.Request.IsHttps
        || string.Equals(context.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase)
        || context.Request.Headers["Forwarded"].ToString().Contains("proto=https", StringComparison.OrdinalIgnoreCase);

    public static void Give(HttpContext context, string name, string token, UnixTime until)
    {
        var options = Options(context);
        options.Expires = until.ToDateTimeOffset();
        context.Response.Cookies.Append(name, token, options);
    }

    public static void Take(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(context));

    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = IsEncrypted(context), Path = "/", IsEssential = true };
}
