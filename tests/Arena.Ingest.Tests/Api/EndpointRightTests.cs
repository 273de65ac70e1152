using System.Net;
using System.Text;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api.Guard;
using Arena.Ingest.People;
using Arena.Ingest.Tests.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Every endpoint that is mapped declares its right, and keeps out who hasn't it. A new endpoint is in these tests without a line here.</summary>
public sealed class EndpointRightTests : IAsyncLifetime
{
    /// <summary>What changes something and is still for everyone: signing in and out.</summary>
    private static readonly string[] OpenChanges = ["POST /api/v1/session", "DELETE /api/v1/session"];

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public void Every_endpoint_declares_the_right_it_needs()
    {
        var undeclared = Endpoints().Where(endpoint => endpoint.Right is null).Select(endpoint => endpoint.ToString()).ToList();
        Assert.True(undeclared.Count == 0, $"Map these in a group or with a line .Needing(Right.…): {string.Join(", ", undeclared)}");
    }

    [Fact]
    public void What_changes_something_is_not_for_everyone()
    {
        var open = Endpoints().Where(endpoint => endpoint is { IsReading: false, Right: Right.View }).Select(endpoint => endpoint.ToString());
        Assert.Empty(open.Except(OpenChanges, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_signed_in_and_not_here_is_told_to_sign_in_by_every_endpoint_that_is_not_for_everyone()
    {
        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Right != Right.View))
            Assert.True(await StatusAsync(endpoint, null) == HttpStatusCode.Unauthorized, endpoint.ToString());
        using var stranger = new Phone(_ingest);
        var problem = await stranger.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/v1/matches", "{}");
        Assert.Contains("viewing only", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("technician")]
    [InlineData("researcher")]
    [InlineData("admin")]
    public async Task Every_role_is_let_through_where_it_has_the_right_and_nowhere_else(string role)
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Kim", role);
        Assert.True(RoleNames.TryParse(role, out var known));
        var rights = Rights.Of(known);
        foreach (var endpoint in Endpoints().Where(endpoint => !OpenChanges.Contains(endpoint.ToString(), StringComparer.Ordinal)))
        {
            var status = await StatusAsync(endpoint, phone["arena"]);
            var isLetThrough = status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
            Assert.True(endpoint.IsFor(rights) == isLetThrough, $"{role} and {endpoint} (needs {endpoint.Right}): {(int)status}");
            if (!isLetThrough)
                Assert.Equal(HttpStatusCode.Forbidden, status);
        }

        phone.Dispose();
    }

    [Fact]
    public async Task Who_is_at_the_machine_is_let_through_everywhere()
    {
        foreach (var endpoint in Endpoints())
        {
            using var request = Request(endpoint);
            using var response = await _ingest.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).WithinAsync();
            Assert.True(response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{endpoint}: {(int)response.StatusCode}");
        }
    }

    private IEnumerable<Mapped> Endpoints() => _ingest.Service<IEnumerable<EndpointDataSource>>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/admin/", StringComparison.Ordinal) == false)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get])
            .Select(method => new Mapped(method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<RightGuard.Needed>())));

    // A stream that goes on for ever is left after its head.
    private async Task<HttpStatusCode> StatusAsync(Mapped endpoint, string? session)
    {
        using var request = Request(endpoint);
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        if (session is not null)
            request.Headers.Add("Cookie", $"arena={session}");
        using var response = await _ingest.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).WithinAsync();
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(Mapped endpoint) => new(new HttpMethod(endpoint.Method), endpoint.AnyPath)
    {
        Content = endpoint.IsReading ? null : new StringContent("{}", Encoding.UTF8, "application/json"),
    };

    private sealed record Mapped(string Method, string Pattern, RightGuard.Needed? Needed)
    {
        public Right? Right => Needed?.Right;

        public bool IsReading => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);

        public bool IsFor(IReadOnlyList<Right> rights) => rights.Contains(Needed!.Right) || (Needed.Or is { } or && rights.Contains(or));

        /// <summary>Its path with "x" for every parameter.</summary>
        public string AnyPath => System.Text.RegularExpressions.Regex.Replace(Pattern, @"\{[^}]+\}", "x", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        public override string ToString() => $"{Method} {Pattern}";
    }
}
