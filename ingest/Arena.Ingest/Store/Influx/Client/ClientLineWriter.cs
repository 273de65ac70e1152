using InfluxDB.Client;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Api.Service;
using RestSharp;

namespace Arena.Ingest.Store.Influx.Client;

/// <summary>Writes lines by the library InfluxDB.Client: its generated service for <c>/api/v2/write</c>, which takes bytes as they are.</summary>
/// <remarks>
/// Not its <c>WriteApi</c>, which keeps lines in a queue of its own, sends them later and retries: an acknowledgement would then follow a promise. Nor <c>WriteApiAsync</c>, which
/// makes strings of all lines first.
/// </remarks>
internal sealed class ClientLineWriter : ILineWriter
{
    // A comment: the library sends no empty body, and what is compressed from nothing is none either.
    private static readonly byte[] Nothing = "#\n"u8.ToArray();

    private readonly InfluxOptions _options;
    private readonly TimeProvider _time;
    private readonly InfluxAnswers _answers;
    private readonly WriteService _service;

    /// <param name="options">Which database.</param>
    /// <param name="http">Stays the caller's.</param>
    /// <param name="time">The clock of time-outs.</param>
    public ClientLineWriter(InfluxOptions options, HttpClient http, TimeProvider time)
    {
        (_options, _time, _answers) = (options, time, new InfluxAnswers(options));
        var builder = InfluxDBClientOptions.Builder.CreateNew().Url(options.Url.ToString()).TimeOut(System.Threading.Timeout.InfiniteTimeSpan).SetHttpClient(http);
        if (options.Token is { Length: > 0 } token)
            builder.AuthenticateToken(token);
        var client = new InfluxDBClient(builder.Build());
        if (options.Gzip)
            client.EnableGzip();
        _service = client.CreateService<WriteService>(typeof(WriteService));
        // The answer as it is: its exceptions hide the status in types and the body in words.
        _service.ExceptionFactory = static (_, _) => null!;
    }

    public async Task<string?> WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        RestResponse response;
        try
        {
            response = await _service.PostWriteAsyncWithIRestResponse(
                _options.Org, _options.Database, lines.IsEmpty ? Nothing : lines.ToArray(), contentType: "text/plain; charset=utf-8", precision: WritePrecision.Ns, cancellationToken: either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw _answers.Late(late);
        }

        // The library tells what went wrong in its answer, a cancellation too.
        cancellationToken.ThrowIfCancellationRequested();
        if ((int)response.StatusCode != 0)
            return _answers.ToWrite(response.StatusCode, response.RawBytes ?? []);
        var why = response.ErrorException ?? new HttpRequestException("no answer");
        throw timeout.IsCancellationRequested ? _answers.Late(why) : _answers.Unreached(why);
    }
}
