using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Arena.Ingest.Store.Influx;

/// <summary>The HTTP API: writes line protocol and asks InfluxQL. Whatever can pass by itself is a <see cref="StoreUnavailableException"/>.</summary>
internal sealed class InfluxClient(InfluxOptions options, HttpClient http, TimeProvider time) : ILineWriter
{
    private static readonly MediaTypeHeaderValue LineType = new("text/plain") { CharSet = "utf-8" };

    private readonly InfluxAnswers _answers = new(options);

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
        return _answers.ToWrite(status, body);
    }

    /// <summary>Asks InfluxQL, one or more statements.</summary>
    /// <returns>The answer; the caller disposes it.</returns>
    /// <exception cref="StoreUnavailableException">No answer, or one of the statements failed.</exception>
    public async Task<JsonDocument> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", influxQl)]);
        var (status, body) = await SendAsync(_query, content, cancellationToken);
        if (status != HttpStatusCode.OK)
            throw _answers.Unavailable(status, body);
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
            throw _answers.Unavailable(status, body);
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
            throw _answers.Late(late);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw _answers.Unreached(fault);
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

    private static async Task<HttpContent> GzipAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var packed = new MemoryStream(lines.Length / 4);
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(lines, cancellationToken);
        packed.Position = 0;
        return new StreamContent(packed) { Headers = { ContentEncoding = { "gzip" } } };
    }
}
