using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api;
using Arena.Ingest.Store;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Bad requests over real HTTP. The numbers are those of the list of bad input.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Trait("BadInput", "40")]
    [Theory]
    [InlineData("point=incomer&from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z", "from")]
    [InlineData("point=incomer&from=2026-11-21T00:00:00Z&to=2026-11-21T00:00:00Z", "from")]
    [InlineData("point=incomer&from=2016-11-21T00:00:00Z&to=2026-11-21T00:00:00Z", "from")]
    [InlineData("point=incomer&from=2016-11-21T00:00:00Z&to=2026-11-21T00:00:00Z&every=1s", "every")]
    [InlineData("point=incomer&from=yesterday", "from")]
    [InlineData("point=incomer&from=2026-11-21", "from")]
    [InlineData("point=incomer&from=2026-11-21T00:00:00", "from")]
    [InlineData("point=incomer&from=2026-11-21T00:00:00+01:00", "from")]
    [InlineData("point=incomer&to=2026-02-30T00:00:00Z", "to")]
    [InlineData("point=incomer&every=5", "every")]
    [InlineData("point=incomer&every=0s", "every")]
    [InlineData("point=incomer&every=-5m", "every")]
    [InlineData("point=incomer&every=9999d", "every")]
    [InlineData("point=incomer&every=99999999999999999999d", "every")]
    [InlineData("point=incomer&every=5m&agg=median", "agg")]
    [InlineData("point=incomer&agg=mean", "agg")]
    [InlineData("point=incomer&quantity=colour", "quantity")]
    [InlineData("point=incomer&quantity=filling_level", "quantity")]
    [InlineData("point=incomer,,", "point")]
    [InlineData("quantity=active_power", "point")]
    [InlineData("point=incomer&form=csv", "form")]
    [InlineData("point=incomer&point=water-main", "point")]
    public async Task Case_40_a_question_that_has_no_answer_is_told_the_parameter(string query, string parameter)
    {
        var problem = await _ingest.ProblemAsync($"/api/v1/samples?{query}", HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Trait("BadInput", "41")]
    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1e9")]
    [InlineData("1000000000")]
    [InlineData("ten")]
    public async Task Case_41_a_limit_out_of_range(string limit)
    {
        var problem = await _ingest.ProblemAsync($"/api/v1/quarantine?limit={limit}", HttpStatusCode.BadRequest);
        Assert.Equal("limit", problem.GetProperty("parameter").GetString());
        Assert.Equal("Write a whole number from 1 to 1000.", problem.GetProperty("fix").GetString());
    }

    [Trait("BadInput", "42")]
    [Theory]
    [InlineData("/api/v1/samples?point=x'%20OR%20'1'='1", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/quarantine?node=x'%20OR%20'1'='1", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/completeness?node=x%22;--", HttpStatusCode.NotFound)]
    public async Task Case_42_a_name_with_quotes_is_a_name_that_does_not_exist(string path, HttpStatusCode status) => await _ingest.ProblemAsync(path, status);

    [Trait("BadInput", "43")]
    [Theory]
    [InlineData("/../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task Case_43_a_path_that_climbs(string path) => Assert.StartsWith("HTTP/1.1 404", await RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Trait("BadInput", "44")]
    [Fact]
    public async Task Case_44_a_body_too_big()
    {
        using var content = new ByteArrayContent(new byte[100_000]);
        using var response = await _ingest.Http.PostAsync("/api/v1/samples", content, TestContext.Current.CancellationToken);
        await RunningIngest.ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Trait("BadInput", "45")]
    [Fact]
    public async Task Case_45_too_many_requests_are_told_to_wait_but_health_is_not_counted()
    {
        await using var ingest = await RunningIngest.StartAsync(api: new ApiOptions { Burst = 3, RequestsPerSecond = 1 });
        for (var i = 0; i < 3; i++)
            await ingest.GetAsync("/api/v1/nodes");
        using var response = await ingest.Http.GetAsync("/api/v1/nodes", TestContext.Current.CancellationToken);
        await RunningIngest.ProblemAsync(response, HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        await ingest.GetAsync("/healthz");
    }

    [Trait("BadInput", "46")]
    [Fact]
    public async Task Case_46_an_unknown_format() =>
        Assert.Equal("format", (await _ingest.ProblemAsync("/api/v1/samples?point=incomer&format=xlsx", HttpStatusCode.NotAcceptable)).GetProperty("parameter").GetString());

    [Trait("BadInput", "46")]
    [Fact]
    public async Task Case_46_an_unknown_type_in_Accept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/samples?point=incomer");
        request.Headers.Accept.ParseAdd("application/pdf");
        using var response = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await RunningIngest.ProblemAsync(response, HttpStatusCode.NotAcceptable);
    }

    [Trait("BadInput", "48")]
    [Fact]
    public async Task Case_48_a_script_in_what_someone_sent_is_text_that_no_browser_takes_for_a_tag()
    {
        const string Name = "<script>alert(1)</script>";
        await _ingest.QuarantineAsync(new QuarantineEntry(Name, Reason.NameForbiddenCharacter, Name, Encoding.UTF8.GetBytes(Name)));

        var text = await _ingest.Http.GetStringAsync("/api/v1/quarantine", TestContext.Current.CancellationToken);

        Assert.DoesNotContain('<', text);
        Assert.Equal(Name, JsonDocument.Parse(text).RootElement.GetProperty("quarantined")[0].GetProperty("name").GetString());
    }

    [Trait("BadInput", "49")]
    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Case_49_a_foreign_Host_or_Origin(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await RunningIngest.ProblemAsync(response, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_boards_own_Origin_and_an_allowed_name_may_ask()
    {
        using var own = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes");
        own.Headers.Add("Origin", _ingest.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await _ingest.Http.SendAsync(own, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await using var ingest = await RunningIngest.StartAsync(api: new ApiOptions { AllowedHosts = ["arena.example"] });
        using var named = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes");
        named.Headers.Host = "arena.example";
        named.Headers.Add("Origin", "https://arena.example");
        using var allowed = await ingest.Http.SendAsync(named, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_do()
    {
        foreach (var path in (string[])["/", "/api/v1/nodes", "/nothing"])
        {
            using var response = await _ingest.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        }
    }

    [Fact]
    public async Task Another_method_and_an_unknown_path_are_problems_too()
    {
        using var content = new StringContent("{}");
        using var response = await _ingest.Http.PostAsync("/api/v1/nodes", content, TestContext.Current.CancellationToken);
        await RunningIngest.ProblemAsync(response, HttpStatusCode.MethodNotAllowed);
        await _ingest.ProblemAsync("/api/v1/nothing", HttpStatusCode.NotFound);
    }

    // HttpClient would tidy the path up before it sends it.
    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _ingest.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WithinAsync();
    }
}
