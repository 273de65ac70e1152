namespace Arena.Ingest.Api.Said;

/// <summary>Reads a body into memory, up to a bound.</summary>
internal static class BoundedBody
{
    /// <exception cref="ApiFault">It is longer; also when it didn't say so beforehand.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context, long most)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
                throw new ApiFault(StatusCodes.Status413PayloadTooLarge, null, "The body is too big.", $"Send at most {most} bytes.");
        }

        return body.ToArray();
    }

    /// <summary>The same, bounded as bodies are that someone types.</summary>
    public static ValueTask<byte[]> ReadAsync(HttpContext context) =>
        ReadAsync(context, context.RequestServices.GetRequiredService<ApiOptions>().MostBodyBytes);
}
