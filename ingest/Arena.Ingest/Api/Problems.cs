using System.Globalization;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Arena.Ingest.Api;

/// <summary>Turns whatever goes wrong with a request into <c>application/problem+json</c> that names the parameter and the fix.</summary>
internal sealed partial class Problems(RequestDelegate next, ILogger<Problems> logger)
{
    public const string ContentType = "application/problem+json";

    /// <summary>Seconds after which a store that is away is worth asking again.</summary>
    private const string RetrySeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went; there is nobody to answer.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // An answer that has begun is left to Kestrel, which ends the connection: half of it must not look whole.
            await AnswerAsync(context, error);
        }
    }

    /// <summary>Writes a problem as the whole answer.</summary>
    public static Task WriteAsync(HttpContext context, int status, string? parameter, string detail, string fix)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemShape("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, parameter, fix);
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Web.ProblemShape, ContentType, context.RequestAborted);
    }

    /// <summary>An answer without a body that is an error: routing, method, limits.</summary>
    public static Task WriteBareAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => WriteAsync(context, 404, null, $"{context.Request.Path} is nothing here.", "/openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => WriteAsync(context, 405, null, $"{context.Request.Method} is not possible here.", "Use GET; /openapi/v1.json says what else there is."),
        var status => WriteAsync(context, status, null, "The request can't be answered.", "/openapi/v1.json says what can be asked."),
    };

    private Task AnswerAsync(HttpContext context, Exception error)
    {
        switch (error)
        {
            case ApiFault fault:
                if (fault.RetryAfter is { } later)
                    context.Response.Headers.RetryAfter = ((int)Math.Ceiling(later.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return WriteAsync(context, fault.Status, fault.Parameter, fault.Message, fault.Fix);
            case BadHttpRequestException bad:
                return WriteAsync(context, bad.StatusCode, null, bad.Message, "/openapi/v1.json says what can be asked.");
            case ReadNotSupportedException unsupported:
                return WriteAsync(
                    context, StatusCodes.Status501NotImplemented, null, unsupported.Message, "Ask the database itself, or run ingest with a store that can be read.");
            case StoreUnavailableException unavailable:
                context.Response.Headers.RetryAfter = RetrySeconds;
                return WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, null, $"The store can't be read now: {unavailable.Message}", "Try again; /readyz says when it is back.");
            default:
                LogFailed(logger, context.Request.Path, error);
                return WriteAsync(
                    context, StatusCodes.Status500InternalServerError, null, "A fault in ingest.", "Its log has the details; please report it.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    private static partial void LogFailed(ILogger logger, PathString path, Exception error);
}
