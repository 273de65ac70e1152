using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Arena.Ingest.Store.Influx;

/// <summary>The HTTP API: writes line protocol and asks InfluxQL. Whatever can pass by itself is a <see cref="StoreUnavailableException"/>.</summary>
internal sealed class InfluxClient(InfluxOptions options, HttpClient http, TimeProvider time)
{
    private const int MostErrorText = 500;
    private static readonly MediaTypeHeaderValue LineType = new("text/plain") { CharSet = "utf-8" };

    private readonly Uri _write = new(options.Url, options.Api == InfluxApi.V1
        ? $"write?db={options.Database}"
        : $"api/v2/write?org={Uri.EscapeDataString(options.Org)}&bucket={options.Database}&precision=ns");

    private readonly Uri _query = new(options.Url, $"query?db={options.Database}&epoch=u");

    /// <summary>Writes lines.</summary>
    /// <returns>Null, or the server's words when it refused some or all of them.</returns>
    /// <exception cref="StoreUnavailableException">It can't be known whether they are stored.</exception>
    public async Task<string?> WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var content = options.Gzip ? await GzipAsync(lines, cancellationToken) : new ReadOnlyMemoryContent(lines);
        content.Headers.ContentType = LineType;
        var (status, body) = await SendAsync(_write, content, cancellationToken);
        return status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => null,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge => ErrorText(body),
            _ => throw Unavailable(status, body),
        };
    }

    /// <summary>Asks InfluxQL, one or more statements.</summary>
    /// <returns>The answer; the caller disposes it.</returns>
    /// <exception cref="StoreUnavailableException">No answer, or one of the statements failed.</exception>
    public async Task<JsonDocument> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", influxQl)]);
        var (status, body) = await SendAsync(_query, content, cancellationToken);
        if (status != HttpStatusCode.OK)
            throw Unavailable(status, body);
        var answer = JsonDocument.Parse(body);
        if (Error(answer) is not { } error)
            return answer;
        answer.Dispose();
        throw new StoreUnavailableException($"InfluxDB at {options.Url} can't answer: {error}");
    }

    /// <summary>Makes the database of 1.x; without the right to, it may still be there.</summary>
    /// <exception cref="StoreUnavailableException">No answer.</exception>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", $"CREATE DATABASE \"{options.Database}\"")]);
        var (status, body) = await SendAsync(_query, content, cancellationToken);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            throw Unavailable(status, body);
    }

    private static string? Error(JsonDocument answer)
    {
        if (answer.RootElement.TryGetProperty("error", out var whole))
            return whole.GetString();
        foreach (var result in answer.RootElement.GetProperty("results").EnumerateArray())
        {
            if (result.TryGetProperty("error", out var error))
                return error.GetString();
        }

        return null;
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(Uri address, HttpContent content, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Authorization = Authorization();
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"InfluxDB at {options.Url} did not answer within {options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", late);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new StoreUnavailableException($"InfluxDB at {options.Url} can't be reached: {fault.Message}", fault);
        }
    }

    private AuthenticationHeaderValue? Authorization()
    {
        if (options.Token is not { Length: > 0 } token)
            return null;
        return options.Api == InfluxApi.V1
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(token)))
            : new AuthenticationHeaderValue("Token", token);
    }

    private StoreUnavailableException Unavailable(HttpStatusCode status, byte[] body) => new(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"InfluxDB at {options.Url} refuses the service's credentials ({(int)status}): check the file influx.token among the secrets",
        HttpStatusCode.NotFound => options.Api == InfluxApi.V1
            ? $"InfluxDB at {options.Url} has no database \"{options.Database}\": create it, or let the service's user create it ({ErrorText(body)})"
            : $"InfluxDB at {options.Url} has no bucket \"{options.Database}\" in organisation \"{options.Org}\", or no /api/v2/write: create it, or use --influx-api v1 with 1.x ({ErrorText(body)})",
        _ => $"InfluxDB at {options.Url} answers {(int)status}: {ErrorText(body)}",
    });

    // 1.x says {"error":…}, 2 and 3 {"message":…}; a proxy says what it likes.
    private static string ErrorText(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var name in (string[])["error", "message"])
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var text))
                    return Cut(text.ToString());
            }
        }
        catch (JsonException)
        {
            return Cut(Encoding.UTF8.GetString(body));
        }

        return Cut(Encoding.UTF8.GetString(body));
    }

    private static string Cut(string text) => text.Length <= MostErrorText ? text : text[..MostErrorText];

    private static async Task<HttpContent> GzipAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var packed = new MemoryStream(lines.Length / 4);
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(lines, cancellationToken);
        packed.Position = 0;
        return new StreamContent(packed) { Headers = { ContentEncoding = { "gzip" } } };
    }
}
