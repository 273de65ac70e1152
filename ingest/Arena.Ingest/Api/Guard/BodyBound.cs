
namespace Arena.Ingest.Api.Guard;

/// <summary>Refuses large bodies before a byte of them is read.</summary>
internal sealed class BodyBound(RequestDelegate next, ApiOptions options)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.ContentLength > options.MostBodyBytes
            ? Problems.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, null, "The body is too big.",
                $"Send at most {options.MostBodyBytes} bytes. Measurements come in over MQTT.")
            : next(context);
}
