using System.Net;
using System.Text;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>What each answer of a server means, whatever writer got it. A writer's test class derives from it.</summary>
public abstract class LineWriterContract
{
    private protected const string Secret = "not-to-be-shown";

    private protected abstract ILineWriter Make(InfluxOptions options, HttpClient http);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "influx.token")]
    [InlineData(HttpStatusCode.Forbidden, "influx.token")]
    [InlineData(HttpStatusCode.NotFound, "no bucket \"arena\"")]
    [InlineData(HttpStatusCode.TooManyRequests, "429: slow down")]
    [InlineData(HttpStatusCode.InternalServerError, "500: slow down")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "503: slow down")]
    public async Task A_server_that_can_not_write_now_is_unavailable_and_its_message_has_no_secret(HttpStatusCode status, string expected)
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(status, "{\"error\":\"slow down\"}"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":\"partial write: x\"}", "partial write: x")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "{\"code\":\"unprocessable\",\"message\":\"beyond retention\"}", "beyond retention")]
    [InlineData(HttpStatusCode.BadRequest, "plain words", "plain words")]
    public async Task A_refusal_is_in_the_servers_words(HttpStatusCode status, string body, string expected) =>
        Assert.Equal(expected, await WriteAsync(status, body));

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_unavailable()
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => SendAsync(InfluxApi.V2, async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage();
        }));

        Assert.Contains("did not answer within 0.2 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_go_as_they_are_to_the_bucket_with_the_token()
    {
        HttpRequestMessage? seen = null;
        var body = "";
        await SendAsync(InfluxApi.V2, async (request, cancel) =>
        {
            (seen, body) = (request, await request.Content!.ReadAsStringAsync(cancel));
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        });

        Assert.Equal(("/api/v2/write", "Token not-to-be-shown", "a b=1 1\n"), (seen!.RequestUri!.AbsolutePath, seen.Headers.Authorization!.ToString(), body));
        Assert.Equal(["bucket=arena", "org=my org", "precision=ns"], seen.RequestUri.Query[1..].Split('&').Select(Uri.UnescapeDataString).Order(StringComparer.Ordinal));
        Assert.Equal("text/plain", seen.Content!.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Who_stops_waiting_is_told_so_and_not_that_the_server_is_away()
    {
        using var stop = new CancellationTokenSource();
        var writing = SendAsync(InfluxApi.V2, async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return new HttpResponseMessage();
        }, stop.Token, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => SendAsync(InfluxApi.V2, (_, _) => throw new HttpRequestException("connection refused")));

        Assert.Contains("can't be reached: connection refused", fault.Message, StringComparison.Ordinal);
    }

    private Task<string?> WriteAsync(HttpStatusCode status, string body) =>
        SendAsync(InfluxApi.V2, (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) }));

    private protected async Task<string?> SendAsync(
        InfluxApi api, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, CancellationToken? stop = null, TimeSpan? timeout = null)
    {
        using var http = new HttpClient(new Server(answer));
        var options = new InfluxOptions { Url = new Uri("http://db:8086"), Api = api, Org = "my org", Token = Secret, Timeout = timeout ?? TimeSpan.FromMilliseconds(200) };
        return await Make(options, http).WriteAsync(Encoding.UTF8.GetBytes("a b=1 1\n"), stop ?? TestContext.Current.CancellationToken);
    }

    private sealed class Server(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
