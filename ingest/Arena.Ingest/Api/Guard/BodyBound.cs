namespace Arena.Ingest.Api.Guard;

/// <summary>Refuses large bodies before a byte of them is read.</summary>
internal sealed class BodyBound(RequestDelegate next, ApiOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var most = context.GetEndpoint()?.Metadata.GetMetadata<Most>()?.Bytes ?? options.MostBodyBytes;
        return context.Request.ContentLength > most
            ? Problems.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, null, "The body is too big.",
                $"Send at most {most} bytes. Measurements come in over MQTT.")
            : next(context);
    }

    /// <summary>Bound of an endpoint that takes more, or less, than others.</summary>
    internal sealed record Most(long Bytes);
}
