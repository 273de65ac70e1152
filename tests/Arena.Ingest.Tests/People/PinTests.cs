using System.Net;
using System.Text.Json;
using Arena.Ingest.People;
using Arena.Ingest.Tests.Api;
using Xunit;

namespace Arena.Ingest.Tests.People;

/// <summary>PINs on shared phones.</summary>
public sealed class PinTests : IAsyncLifetime
{
    private const string Pin = "370916";

    private readonly HandClock _clock = new();
    private RunningIngest _ingest = null!;
    private Phone _phone = null!;
    private string _kim = null!;

    public async ValueTask InitializeAsync()
    {
        _ingest = await RunningIngest.StartAsync(time: _clock);
        (_phone, _kim) = await Phone.OfAsync(_ingest, "Kim", "admin");
        await _phone.AskAsync(HttpMethod.Put, "/api/v1/session/pin", $$"""{"pin":"{{Pin}}"}""");
        await _phone.AskAsync(HttpMethod.Post, "/api/v1/phones", """{"name":"Väska 1"}""");
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _ingest.DisposeAsync();
    }

    [Fact]
    public async Task A_phone_that_is_shared_shows_who_may_type_a_PIN_and_nobody_is_signed_in()
    {
        var session = await _phone.SessionAsync();
        Assert.Equal(("Väska 1", "viewer"), (Text(session, "phone"), Text(session, "role")));
        Assert.Equal([("Kim", _kim)], session.GetProperty("people").EnumerateArray().Select(person => (Text(person, "name"), Text(person, "person"))));
        using var other = new Phone(_ingest);
        Assert.Empty((await other.SessionAsync()).GetProperty("people").EnumerateArray());
    }

    [Fact]
    public async Task Who_types_the_PIN_may_do_what_is_done_on_foot_and_nothing_else_even_an_administrator()
    {
        var session = await PinAsync(Pin);
        Assert.Equal(("Kim", true), (Text(session, "name"), session.GetProperty("by_pin").GetBoolean()));
        Assert.Equal(["view", "act"], session.GetProperty("rights").EnumerateArray().Select(right => right.GetString()));
        await _phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "/api/v1/people");
        await _phone.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Put, "/api/v1/session/pin", """{"pin":"915038"}""");
        await _phone.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "/api/v1/phones", """{"name":"Mine"}""");
    }

    [Fact]
    public async Task A_PIN_opens_nothing_on_a_phone_that_is_not_shared()
    {
        using var own = new Phone(_ingest);
        var problem = await own.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Body(Pin));
        Assert.Contains("shared phones", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_ones_even_the_right_one_waits_on_this_phone_and_on_no_other_and_not_for_ever()
    {
        var second = await SharedAsync("Väska 2");
        for (var i = 0; i < 5; i++)
            await _phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Body("000001"));

        using (var response = await _phone.SendAsync(HttpMethod.Post, "/api/v1/session", Body(Pin)))
        {
            await RunningIngest.ProblemAsync(response, HttpStatusCode.TooManyRequests);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        await second.AskAsync(HttpMethod.Post, "/api/v1/session", Body(Pin));
        _clock.MoveOn(TimeSpan.FromMinutes(1));
        await PinAsync(Pin);
        second.Dispose();
    }

    [Fact]
    public void A_pause_grows_to_a_quarter_of_an_hour_and_no_further()
    {
        var clock = new HandClock();
        var pauses = new PinPauses(clock);
        var waits = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Null(pauses.Begin("phone", "kim"));
            if (pauses.Begin("phone", "kim") is not { } wait)
                continue;
            waits.Add((int)Math.Round(wait.TotalMinutes));
            clock.MoveOn(wait);
        }

        // Two tries in each of the first two laps, one in the third: the fifth begins the first pause.
        Assert.Equal([1, 2, 4, 8, 15, 15, 15, 15], waits.Take(8));
        Assert.Null(pauses.Begin("phone", "alex"));
        Assert.Null(pauses.Begin("other", "kim"));
    }

    [Fact]
    public async Task A_session_by_PIN_in_which_nothing_is_done_ends_and_one_in_use_goes_on()
    {
        await PinAsync(Pin);
        for (var i = 0; i < 3; i++)
        {
            _clock.MoveOn(TimeSpan.FromMinutes(15));
            await _phone.AskAsync(HttpMethod.Post, "/api/v1/matches/degerfors/phase", $$"""{"phase":"gates","action":"a-{{i}}","at":"2026-11-22T12:0{{i}}:00Z"}""");
        }

        _clock.MoveOn(TimeSpan.FromMinutes(19));
        Assert.Equal("admin", Text(await _phone.SessionAsync(), "role"));
        _clock.MoveOn(TimeSpan.FromMinutes(1));
        Assert.Equal("viewer", Text(await _phone.SessionAsync(), "role"));
    }

    [Fact]
    public async Task A_phone_that_is_taken_away_signs_out_who_is_there_and_opens_nothing_any_more()
    {
        await PinAsync(Pin);
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        var phone = Text((await admin.AskAsync(HttpMethod.Get, "/api/v1/people")).GetProperty("phones")[0], "phone");
        await admin.AskAsync(HttpMethod.Post, $"/api/v1/phones/{phone}/unshare", "{}");
        Assert.Equal("viewer", Text(await _phone.SessionAsync(), "role"));
        await _phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Body(Pin));
        admin.Dispose();
    }

    [Fact]
    public async Task A_PIN_that_an_administrator_clears_opens_nothing()
    {
        await PinAsync(Pin);
        var (admin, _) = await Phone.OfAsync(_ingest, "Alex", "admin");
        await admin.AskAsync(HttpMethod.Post, $"/api/v1/people/{_kim}/clear-pin", "{}");
        Assert.Equal("viewer", Text(await _phone.SessionAsync(), "role"));
        await _phone.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "/api/v1/session", Body(Pin));
        admin.Dispose();
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("111111")]
    [InlineData("123456")]
    [InlineData("890123")]
    [InlineData("654321")]
    [InlineData("121212")]
    public async Task A_PIN_that_people_try_first_is_refused(string pin)
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Alex", "operator");
        Assert.Equal("pin", Text(await phone.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Put, "/api/v1/session/pin", $$"""{"pin":"{{pin}}"}"""), "parameter"));
        phone.Dispose();
    }

    [Fact]
    public void The_same_PIN_of_two_people_is_kept_differently()
    {
        var (one, other) = (PinHash.Of(Pin), PinHash.Of(Pin));
        Assert.NotEqual(one.Hash, other.Hash);
        Assert.True(one.Fits(Pin));
        Assert.False(one.Fits("370917"));
    }

    private async Task<Phone> SharedAsync(string name)
    {
        var (phone, _) = await Phone.OfAsync(_ingest, "Sharing", "operator");
        await phone.AskAsync(HttpMethod.Post, "/api/v1/phones", $$"""{"name":"{{name}}"}""");
        return phone;
    }

    private Task<JsonElement> PinAsync(string pin) => _phone.AskAsync(HttpMethod.Post, "/api/v1/session", Body(pin));

    private string Body(string pin) => $$"""{"person":"{{_kim}}","pin":"{{pin}}"}""";

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
