using System.Net;
using System.Text;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Influx;
using Xunit;

namespace Arena.Ingest.Tests.Store.Influx;

/// <summary>What each answer of a server means.</summary>
public sealed class InfluxAnswersTests
{
    private const string Secret = "not-to-be-shown";

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

    [Theory]
    [InlineData(InfluxApi.V1, "http://db:8086/write?db=arena", "Basic bm90LXRvLWJlLXNob3du")]
    [InlineData(InfluxApi.V2, "http://db:8086/api/v2/write?org=my%20org&bucket=arena&precision=ns", "Token not-to-be-shown")]
    public async Task Address_and_credentials_are_those_of_the_api(object api, string address, string authorization)
    {
        HttpRequestMessage? seen = null;
        await SendAsync((InfluxApi)api, (request, _) =>
        {
            seen = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        });

        Assert.Equal((address, authorization), (seen!.RequestUri!.AbsoluteUri, seen.Headers.Authorization!.ToString()));
    }

    [Fact]
    public void Options_name_every_fault_at_once()
    {
        var options = new InfluxOptions { Url = new Uri("ftp://user:password@db"), Database = "a'b", MaxLines = 0 };

        var fault = Assert.Throws<ArgumentException>(options.ThrowIfFaulty);

        Assert.Equal(3, fault.Message.Split("; ").Length);
        Assert.DoesNotContain("password@", fault.Message, StringComparison.Ordinal);
    }

    private static Task<string?> WriteAsync(HttpStatusCode status, string body) =>
        SendAsync(InfluxApi.V2, (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) }));

    private static async Task<string?> SendAsync(InfluxApi api, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        using var http = new HttpClient(new Server(answer));
        var options = new InfluxOptions { Url = new Uri("http://db:8086"), Api = api, Org = "my org", Token = Secret, Timeout = TimeSpan.FromMilliseconds(200) };
        return await new InfluxClient(options, http, TimeProvider.System).WriteAsync(Encoding.UTF8.GetBytes("a b=1 1\n"), TestContext.Current.CancellationToken);
    }

    private sealed class Server(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
