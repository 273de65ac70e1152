using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Tests.Api;
using Xunit;

namespace Arena.Ingest.Tests.People;

/// <summary>A browser somewhere else: it comes through a proxy that ends TLS, keeps its cookies, and sends JSON.</summary>
internal sealed class Phone : IDisposable
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _http;

    /// <param name="ingest">Whom it asks.</param>
    /// <param name="address">Where it is, as the proxy tells.</param>
    /// <param name="proto">How it reaches the proxy.</param>
    public Phone(RunningIngest ingest, string address = "192.0.2.7", string proto = "https")
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = ingest.Http.BaseAddress };
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        _http.DefaultRequestHeaders.Add("X-Forwarded-Proto", proto);
    }

    /// <summary>The Set-Cookie lines of the last answer.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public string? this[string cookie]
    {
        get => _cookies.GetValueOrDefault(cookie);
        set => _cookies[cookie] = value!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken).WithinAsync();
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var lines) ? [.. lines] : [];
        foreach (var line in SetCookies)
        {
            var (name, value) = (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..line.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length > 0)
                _cookies[name] = value;
            else
                _cookies.Remove(name);
        }

        return response;
    }

    /// <summary>The answer, which must be a success.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The refusal, which must be of this status.</summary>
    public async Task<JsonElement> RefusedAsync(HttpStatusCode status, HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return await RunningIngest.ProblemAsync(response, status);
    }

    public Task<JsonElement> SignInAsync(string link) => AskAsync(HttpMethod.Post, "/api/v1/session", JsonBody(link));

    public Task<JsonElement> SessionAsync() => AskAsync(HttpMethod.Get, "/api/v1/session");

    public void Dispose() => _http.Dispose();

    public static string JsonBody(string link) => $$"""{"link":"{{link}}"}""";

    /// <summary>Invites somebody from the machine itself; returns their id and what stands behind link= in the address.</summary>
    public static async Task<(string Id, string Link)> InviteAsync(RunningIngest ingest, string name, string role)
    {
        using var response = await ingest.Http.PostAsync(
            "/api/v1/people", new StringContent($$"""{"who":"the test","name":"{{name}}","role":"{{role}}"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken).WithinAsync();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        var invited = JsonDocument.Parse(text).RootElement;
        var address = invited.GetProperty("address").GetString()!;
        return (invited.GetProperty("person").GetProperty("person").GetString()!, address[(address.IndexOf("link=", StringComparison.Ordinal) + 5)..]);
    }

    /// <summary>A phone on which somebody new is signed in.</summary>
    public static async Task<(Phone Phone, string Id)> OfAsync(RunningIngest ingest, string name, string role)
    {
        var (id, link) = await InviteAsync(ingest, name, role);
        var phone = new Phone(ingest);
        await phone.SignInAsync(link);
        return (phone, id);
    }
}
