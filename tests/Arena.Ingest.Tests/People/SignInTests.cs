using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Ingest.People;
using Arena.Ingest.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Ingest.Tests.People;

/// <summary>Signing in by a link and out again, over real HTTP.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly HandClock _clock = new();
    private readonly LoggedLines _log = new();
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync(time: _clock, replace: services => services.AddLogging(logging => logging.AddProvider(_log)));

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task Who_opens_a_link_is_signed_in_with_the_rights_of_the_role()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest);
        Assert.Equal(("viewer", "view"), Session(await phone.SessionAsync()));

        var session = await phone.SignInAsync(link);

        Assert.Equal(("operator", "view,act,plan"), Session(session));
        Assert.Equal(("Kim", false), (session.GetProperty("name").GetString(), session.GetProperty("here").GetBoolean()));
        Assert.InRange(session.GetProperty("until").GetDateTimeOffset(), _clock.GetUtcNow().AddHours(15.9), _clock.GetUtcNow().AddHours(16));
        Assert.Equal(session.GetRawText(), (await phone.SessionAsync()).GetRawText());
    }

    [Fact]
    public async Task The_cookie_is_for_no_script_no_other_site_and_no_plain_connection()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest);
        await phone.SignInAsync(link);
        var attributes = phone.SetCookies.Single(line => line.StartsWith("arena=", StringComparison.Ordinal) && !line.StartsWith("arena=;", StringComparison.Ordinal)).Split("; ");
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/", attributes);
        Assert.Equal(43 + "arena=".Length, attributes[0].Length);
    }

    [Fact]
    public async Task A_link_opens_once()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var first = new Phone(_ingest);
        using var second = new Phone(_ingest);
        await first.SignInAsync(link);
        await second.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(link));
        Assert.Equal("Kim", (await first.SessionAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Of_many_who_open_one_link_at_once_one_is_let_in()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        var phones = Enumerable.Range(0, 8).Select(_ => new Phone(_ingest)).ToList();
        var answers = await Task.WhenAll(phones.Select(phone => phone.SendAsync(HttpMethod.Post, "/api/v1/session", Phone.JsonBody(link))));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        phones.ForEach(phone => phone.Dispose());
    }

    [Fact]
    public async Task A_link_that_is_a_day_old_opens_nothing()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest);
        _clock.MoveOn(TimeSpan.FromHours(24));
        await phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(link));
    }

    [Fact]
    public async Task A_newer_link_makes_the_one_before_worthless()
    {
        var (id, old) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        var invited = await admin.AskAsync(HttpMethod.Post, $"/api/v1/people/{id}/link", "{}");
        using var phone = new Phone(_ingest);
        await phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(old));
        await phone.SignInAsync(invited.GetProperty("address").GetString()!.Split("link=")[1]);
        admin.Dispose();
    }

    [Theory]
    [InlineData("""{"link":""}""", 403)]
    [InlineData("""{"link":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", 403)]
    [InlineData("""{"link":"../../etc/passwd"}""", 403)]
    [InlineData("""{"link":"a' OR 1=1 --"}""", 403)]
    [InlineData("""{"person":"kim","pin":"111111"}""", 403)]
    [InlineData("""{"link":"x","person":"kim","pin":"111111"}""", 400)]
    [InlineData("""{"person":"kim"}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("nonsense", 400)]
    public async Task What_is_forged_signs_nobody_in(string body, int status)
    {
        using var phone = new Phone(_ingest);
        await phone.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "/api/v1/session", body);
        Assert.Null(phone["arena"]);
    }

    [Fact]
    public async Task A_session_that_a_browser_brings_along_is_not_taken_over()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest);
        const string Planted = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
        phone["arena"] = Planted;
        await phone.SignInAsync(link);
        Assert.NotEqual(Planted, phone["arena"]);
        using var other = new Phone(_ingest) { ["arena"] = Planted };
        Assert.Equal("viewer", (await other.SessionAsync()).GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_link_is_no_session_and_a_session_no_link()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest) { ["arena"] = link };
        Assert.Equal("viewer", (await phone.SessionAsync()).GetProperty("role").GetString());
        await phone.SignInAsync(link);
        using var other = new Phone(_ingest);
        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(phone["arena"]!));
    }

    [Fact]
    public async Task Who_signs_in_as_somebody_else_ends_the_session_before()
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        var before = phone["arena"]!;
        await phone.SignInAsync((await Phone.InviteAsync(_ingest, "Alex", "technician")).Link);
        Assert.Equal("Alex", (await phone.SessionAsync()).GetProperty("name").GetString());
        using var other = new Phone(_ingest) { ["arena"] = before };
        Assert.Equal("viewer", (await other.SessionAsync()).GetProperty("role").GetString());
        phone.Dispose();
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out_on_the_server_too()
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        var token = phone["arena"]!;
        Assert.Equal("viewer", (await phone.AskAsync(HttpMethod.Delete, "/api/v1/session")).GetProperty("role").GetString());
        Assert.Null(phone["arena"]);
        phone["arena"] = token;
        Assert.Equal("viewer", (await phone.SessionAsync()).GetProperty("role").GetString());
        phone.Dispose();
    }

    [Theory]
    [InlineData("operator", 16)]
    [InlineData("technician", 16)]
    [InlineData("researcher", 12)]
    [InlineData("admin", 12)]
    public async Task A_session_ends_by_itself(string role, int hours)
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Kim", role);
        _clock.MoveOn(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.Equal(role, (await phone.SessionAsync()).GetProperty("role").GetString());
        _clock.MoveOn(TimeSpan.FromMinutes(1));
        Assert.Equal("viewer", (await phone.SessionAsync()).GetProperty("role").GetString());
        phone.Dispose();
    }

    [Fact]
    public async Task Over_a_plain_connection_nobody_signs_in_and_the_link_is_not_used_up()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var plain = new Phone(_ingest, proto: "http");
        var problem = await plain.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Phone.JsonBody(link));
        Assert.Contains("--https-port", problem.GetProperty("fix").GetString(), StringComparison.Ordinal);
        using var phone = new Phone(_ingest);
        await phone.SignInAsync(link);
    }

    [Fact]
    public async Task Who_fails_ten_times_waits_and_others_don_t()
    {
        using var phone = new Phone(_ingest);
        for (var i = 0; i < 10; i++)
            await phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", """{"link":"x"}""");
        using (var response = await phone.SendAsync(HttpMethod.Post, "/api/v1/session", """{"link":"x"}"""))
        {
            await RunningIngest.ProblemAsync(response, HttpStatusCode.TooManyRequests);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 7);
        }

        using var other = new Phone(_ingest, "192.0.2.8");
        await other.SignInAsync((await Phone.InviteAsync(_ingest, "Kim", "operator")).Link);
        _clock.MoveOn(TimeSpan.FromSeconds(7));
        await phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", """{"link":"x"}""");
    }

    [Fact]
    public async Task People_and_sessions_are_there_after_a_restart_in_files_of_the_owner_alone()
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Kim", "operator");
        var token = phone["arena"]!;
        phone.Dispose();
        await _ingest.RestartAsync();
        using var again = new Phone(_ingest) { ["arena"] = token };
        Assert.Equal("Kim", (await again.SessionAsync()).GetProperty("name").GetString());
        foreach (var file in new[] { "people.db", "keys.db" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_ingest.Data, file)));
    }

    [Fact]
    public async Task No_link_no_session_and_no_PIN_stands_in_any_file_or_in_the_log()
    {
        var (_, link) = await Phone.InviteAsync(_ingest, "Kim", "operator");
        using var phone = new Phone(_ingest);
        await phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", """{"link":"forged-and-told-to-nobody"}""");
        await phone.SignInAsync(link);
        var session = phone["arena"]!;
        await phone.AskAsync(HttpMethod.Put, "/api/v1/session/pin", """{"pin":"370916"}""");
        await phone.AskAsync(HttpMethod.Post, "/api/v1/phones", """{"name":"Bag"}""");
        var shared = phone["arena_phone"]!;

        string[] secrets = [link, session, shared, "370916", "forged-and-told"];
        await _ingest.RestartAsync(data =>
        {
            foreach (var file in Directory.GetFiles(data, "*.db*"))
            {
                var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
                Assert.All(secrets, secret => Assert.False(bytes.Contains(secret, StringComparison.Ordinal), $"{Path.GetFileName(file)} has {secret}"));
            }
        });
        Assert.NotEmpty(_log.Lines);
        Assert.All(_log.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_kept_of_a_token_is_its_hash_alone()
    {
        var token = Token.New();
        Assert.Equal(43, token.Length);
        Assert.NotEqual(token, Token.New());
        Assert.Equal(32, Token.Hash(token)!.Length);
        Assert.Null(Token.Hash(token[..42]));
        Assert.Null(Token.Hash($"{token[..42]}!"));
    }

    private static (string? Role, string Rights) Session(JsonElement session) =>
        (session.GetProperty("role").GetString(), string.Join(',', session.GetProperty("rights").EnumerateArray().Select(right => right.GetString())));
}
