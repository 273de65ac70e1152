using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Matches over real HTTP: reading, and saying something of them from this machine.</summary>
public sealed class MatchApiTests : IAsyncLifetime
{
    // Ten days ago at 12:00 UTC.
    private static readonly UnixTime Past = UnixTime.From(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-10).AddHours(12), TimeSpan.Zero));
    private static readonly string Name = $"{Past.ToString()[..10]}-sandvikens-if";

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Matches_of_the_manifest_are_told_without_anybody_having_said_anything()
    {
        var match = (await _ingest.GetAsync("/api/v1/matches")).GetProperty("matches")[0];
        Assert.Equal(("degerfors", "Degerfors IF", "2026-11-22T14:00:00Z", "manifest"), (Text(match, "match"), Text(match, "opponent"), Text(match, "kick_off"), Text(match, "source")));
        var whole = await _ingest.GetAsync("/api/v1/matches/degerfors");
        Assert.Equal(["gates", "first-half", "half-time", "second-half", "egress", "clean-up", "over"], whole.GetProperty("phases").EnumerateArray().Select(phase => Text(phase, "phase")));
        Assert.Empty(whole.GetProperty("history").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("results").GetProperty("attendance").ValueKind);
    }

    [Fact]
    public async Task A_match_is_made_changed_and_undone_and_its_history_tells_who_did_it()
    {
        var made = await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{Past}}","expected_attendance":3300}""");
        Assert.Equal((Name, "form", "over"), (Text(made, "match"), Text(made, "source"), Text(made, "state")));
        await PostAsync($"/api/v1/matches/{Name}", """{"who":"Alex","attendance":3012,"home":"IK Brage"}""");
        var began = await PostAsync($"/api/v1/matches/{Name}/phase", $$"""{"who":"Alex","phase":"half-time","at":"{{Minute(51)}}"}""");
        Assert.Contains($$"""{"phase":"half-time","at":"{{Minute(51)}}","by_hand":true,"planned":"{{Minute(47)}}"},{"phase":"second-half","at":"{{Minute(66)}}","by_hand":false,"planned":"{{Minute(62)}}"}""", began.GetProperty("phases").GetRawText(), StringComparison.Ordinal);
        var undone = await PostAsync($"/api/v1/matches/{Name}/undo", """{"who":"Kim"}""");

        Assert.Contains($$"""{"phase":"half-time","at":"{{Minute(47)}}","by_hand":false,"planned":"{{Minute(47)}}"}""", undone.GetProperty("phases").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(("IK Brage", 3012), (Text(undone, "home"), undone.GetProperty("set_attendance").GetInt32()));
        Assert.Equal(
            [("Kim", false), ("Alex", false), ("Alex", true), ("Kim", false)],
            undone.GetProperty("history").EnumerateArray().Select(said => (Text(said, "who"), said.GetProperty("undone").GetBoolean())));
    }

    [Fact]
    public async Task A_phase_is_taken_back_by_the_action_it_was_begun_with_whatever_was_said_since_and_only_once()
    {
        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{Past}}"}""");
        await PostAsync($"/api/v1/matches/{Name}/phase", $$"""{"who":"Kim","phase":"half-time","at":"{{Minute(51)}}","action":"tap-1"}""");
        await PostAsync($"/api/v1/matches/{Name}", """{"who":"Alex","attendance":3012}""");
        const string undo = """{"who":"Kim","undoes":"tap-1","action":"tap-2"}""";
        await PostAsync($"/api/v1/matches/{Name}/undo", undo);
        var undone = await PostAsync($"/api/v1/matches/{Name}/undo", undo);

        Assert.Contains($$"""{"phase":"half-time","at":"{{Minute(47)}}","by_hand":false""", undone.GetProperty("phases").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((3012, 4), (undone.GetProperty("set_attendance").GetInt32(), undone.GetProperty("history").GetArrayLength()));
    }

    [Fact]
    public async Task What_is_said_twice_under_one_name_is_said_once()
    {
        const string change = """{"who":"Kim","attendance":7,"action":"phone-1-17"}""";
        await PostAsync("/api/v1/matches/degerfors", change);
        var again = await PostAsync("/api/v1/matches/degerfors", change);
        Assert.Single(again.GetProperty("history").EnumerateArray());
    }

    [Fact]
    public async Task A_calendar_is_taken_over_and_its_next_version_changes_what_changed()
    {
        var first = await ImportAsync(Calendar("one", "IK Brage - Gefle IF", "20261128T130000"), "&home=IK%20Brage");
        Assert.Equal("""{"made":["2026-11-28-gefle-if"],"changed":[],"unchanged":[],"skipped":["Gefle IF - IK Brage"]}""", first.GetRawText());
        Assert.Equal("2026-11-28-gefle-if", (await ImportAsync(Calendar("one", "IK Brage - Gefle IF", "20261128T130000"), "&home=IK%20Brage")).GetProperty("unchanged")[0].GetString());
        Assert.Equal("2026-11-28-gefle-if", (await ImportAsync(Calendar("one", "IK Brage - Gefle IF", "20261129T150000"), "&home=IK%20Brage")).GetProperty("changed")[0].GetString());
        Assert.Equal("2026-11-29T14:00:00Z", Text(await _ingest.GetAsync("/api/v1/matches/2026-11-28-gefle-if"), "kick_off"));
    }

    [Fact]
    public async Task A_calendar_with_a_fault_changes_nothing()
    {
        using var response = await SendAsync("/api/v1/matches/calendar?who=Kim", Calendar("one", "A - B", "20261128T130000").Replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR", StringComparison.Ordinal), "text/calendar");
        var problem = await RunningIngest.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.StartsWith("Line 12:", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Single((await _ingest.GetAsync("/api/v1/matches")).GetProperty("matches").EnumerateArray());
    }

    [Theory]
    [InlineData("/api/v1/matches", """{"opponent":"A","kick_off":"2026-11-07T13:00:00Z"}""", 400, "who")]
    [InlineData("/api/v1/matches", """{"who":"Kim","kick_off":"2026-11-07T13:00:00Z"}""", 400, "opponent")]
    [InlineData("/api/v1/matches", """{"who":"Kim","opponent":"A"}""", 400, "kick_off")]
    [InlineData("/api/v1/matches", """{"who":"Kim","opponent":"A","kick_off":"2026-11-07"}""", 400, "kick_off")]
    [InlineData("/api/v1/matches", """{"who":"Kim","opponent":"A","kick_off":"2026-11-07T13:00:00Z","expected_attendance":-1}""", 400, "expected_attendance")]
    [InlineData("/api/v1/matches", """{"who":"Kim","oponent":"A"}""", 400, null)]
    [InlineData("/api/v1/matches", "nonsense", 400, null)]
    [InlineData("/api/v1/matches/degerfors", """{"who":"Kim"}""", 400, null)]
    [InlineData("/api/v1/matches/degerfors", """{"who":"Kim","attendance":7,"attendance_by_count":true}""", 400, "attendance")]
    [InlineData("/api/v1/matches/nobody", """{"who":"Kim","attendance":7}""", 404, "match")]
    [InlineData("/api/v1/matches/degerfors/phase", """{"who":"Kim","phase":"overtime"}""", 400, "phase")]
    [InlineData("/api/v1/matches/degerfors/phase", """{"who":"Kim","phase":"gates","at":"2036-11-22T12:00:00Z"}""", 400, "at")]
    [InlineData("/api/v1/matches/degerfors/undo", """{"who":"Kim"}""", 409, "event")]
    [InlineData("/api/v1/matches/degerfors/undo", """{"who":"Kim","undoes":"tap-1"}""", 409, "undoes")]
    [InlineData("/api/v1/matches/degerfors/undo", """{"who":"Kim","undoes":"tap-1","event":1}""", 400, "undoes")]
    public async Task What_can_not_be_said_is_refused_with_the_field_and_the_fix(string path, string body, int status, string? field)
    {
        using var response = await SendAsync(path, body);
        var problem = await RunningIngest.ProblemAsync(response, (HttpStatusCode)status);
        if (field is not null)
            Assert.Equal(field, Text(problem, "parameter"));
        Assert.Empty((await _ingest.GetAsync("/api/v1/matches/degerfors")).GetProperty("history").EnumerateArray());
    }

    [Fact]
    public async Task Phases_by_hand_stay_in_their_order()
    {
        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{Past}}"}""");
        var path = $"/api/v1/matches/{Name}/phase";
        await PostAsync(path, $$"""{"who":"Kim","phase":"second-half","at":"{{Minute(65)}}"}""");
        using var response = await SendAsync(path, $$"""{"who":"Kim","phase":"half-time","at":"{{Minute(66)}}"}""");
        await RunningIngest.ProblemAsync(response, HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task Who_comes_through_a_proxy_is_viewing_only(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/matches/degerfors") { Content = new StringContent("""{"who":"Kim","attendance":7}""", Encoding.UTF8, "application/json") };
        request.Headers.Add(header, "for=192.0.2.7");
        using var response = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("viewing only", Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.Unauthorized), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused_so_that_a_form_of_another_site_says_nothing()
    {
        using var response = await SendAsync("/api/v1/matches/degerfors", """{"who":"Kim","attendance":7}""", "text/plain");
        await RunningIngest.ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task The_live_stream_begins_with_the_match_and_tells_when_a_phase_begins_by_hand()
    {
        var now = UnixTime.From(TimeProvider.System.GetUtcNow());
        using var client = await EventReader.OpenAsync(_ingest.Http);
        Assert.Equal(JsonValueKind.Object, (await client.NextAsync("snapshot")).GetProperty("match").ValueKind);

        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Today FF","kick_off":"{{now}}"}""");
        Assert.Equal("first-half", Text((await client.NextAsync("match")).GetProperty("match"), "phase"));
        var name = Text((await _ingest.GetAsync("/api/v1/matches/now")).GetProperty("match"), "match");
        await PostAsync($"/api/v1/matches/{name}/phase", """{"who":"Kim","phase":"half-time"}""");
        Assert.Equal("half-time", Text((await client.NextAsync("match")).GetProperty("match"), "phase"));
    }

    [Fact]
    public async Task A_match_that_is_over_is_played_again_under_names_of_its_own()
    {
        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{Past}}"}""");
        await _ingest.StoreAsync([.. Enumerable.Range(230, 20).Select(minute => new Sample(Ground.Power, Past + TimeSpan.FromMinutes(minute), minute))]);

        // The last four minutes, in 0.4 s.
        using var client = await EventReader.OpenAsync(_ingest.Http, $"/api/v1/matches/{Name}/rehearsal?speed=600&from={Minute(236)}");

        Assert.Equal($$"""{"match":"{{Name}}","speed":600,"from":"{{Minute(236)}}","to":"{{Minute(240)}}"}""", (await client.NextAsync("rehearsal")).GetRawText());
        Assert.Equal(239, (await client.NextAsync("rehearsal_samples")).GetProperty("samples")[0].GetProperty("v").GetDouble());
        Assert.Equal($$"""{"phase":"over","at":"{{Minute(240)}}","by_hand":false}""", (await client.NextAsync("rehearsal_phase")).GetRawText());
        await client.EndAsync();
    }

    [Fact]
    public async Task A_rehearsal_of_what_is_not_over_or_outside_of_it_is_refused()
    {
        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Today FF","kick_off":"{{UnixTime.From(TimeProvider.System.GetUtcNow())}}"}""");
        var today = Text((await _ingest.GetAsync("/api/v1/matches/now")).GetProperty("match"), "match");
        await _ingest.ProblemAsync($"/api/v1/matches/{today}/rehearsal", HttpStatusCode.Conflict);
        await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{Past}}"}""");
        await _ingest.ProblemAsync($"/api/v1/matches/{Name}/rehearsal?from={Minute(241)}", HttpStatusCode.BadRequest);
        await _ingest.ProblemAsync($"/api/v1/matches/{Name}/rehearsal?speed=0", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_said_is_there_after_a_restart()
    {
        await PostAsync("/api/v1/matches/degerfors", """{"who":"Kim","attendance":7}""");
        await _ingest.RestartAsync();
        Assert.Equal(7, (await _ingest.GetAsync("/api/v1/matches/degerfors")).GetProperty("set_attendance").GetInt32());
    }

    private async Task<JsonElement> PostAsync(string path, string body, string type = "application/json")
    {
        using var response = await SendAsync(path, body, type);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private Task<JsonElement> ImportAsync(string calendar, string parameters = "") => PostAsync($"/api/v1/matches/calendar?who=Kim{parameters}", calendar, "text/calendar");

    private Task<HttpResponseMessage> SendAsync(string path, string body, string type = "application/json") =>
        _ingest.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, type), TestContext.Current.CancellationToken).WithinAsync();

    private static string Calendar(string uid, string title, string start) => string.Join("\r\n",
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", $"UID:{uid}", $"DTSTART;TZID=Europe/Stockholm:{start}", $"SUMMARY:{title}", "END:VEVENT",
        "BEGIN:VEVENT", "UID:away", "DTSTART:20261201T180000Z", "SUMMARY:Gefle IF - IK Brage", "END:VEVENT", "END:VCALENDAR", "");

    private static string Minute(int minute) => (Past + TimeSpan.FromMinutes(minute)).ToString();

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
