using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>What is tapped at bins, over real HTTP from this machine; the ground has one bin, with a level and no scale.</summary>
public sealed class BinApiTests : IAsyncLifetime
{
    private const string Actions = "/api/v1/bins/bin-north-food/actions";
    private const string One = "00000000000000000000000000000001";
    private const string Two = "00000000000000000000000000000002";

    private readonly UnixTime _now = UnixTime.From(TimeProvider.System.GetUtcNow()).TruncatedToMilliseconds();

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task A_bin_that_never_spoke_is_told_as_unknown_with_every_field()
    {
        var bin = (await _ingest.GetAsync("/api/v1/bins")).GetProperty("bins")[0];
        Assert.Equal(
            ["point", "level", "level_at", "state", "since", "doubt", "last", "actions_today"], bin.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("bin-north-food", "unknown"), (Text(bin, "point"), Text(bin, "state")));
    }

    [Fact]
    public async Task A_tap_is_answered_with_how_the_bin_stands_and_undone_by_its_name()
    {
        await LevelAsync(0.97, 0.97, 0.97);
        var emptied = await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","note":" Två påsar ","who":"Kim"}""");
        Assert.Equal("emptied", Text(emptied, "state"));
        Assert.Equal(
            $$"""{"action":"{{One}}","what":"emptied","why":null,"note":"Två påsar","at":"{{_now}}","by":"Kim","confirmed":null,"undone":false}""", emptied.GetProperty("last").GetRawText());

        var undone = await PostAsync("/api/v1/bins/undo", $$"""{"action":"{{Two}}","at":"{{_now}}","undoes":"{{One}}","who":"Alex"}""");
        Assert.Equal(("full", JsonValueKind.Null), (Text(undone, "state"), undone.GetProperty("last").ValueKind));
        var told = Assert.Single((await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events").EnumerateArray());
        Assert.Equal(("action", "emptied", "Kim", One, "Alex"), (Text(told, "kind"), Text(told, "what"), Text(told, "by"), Text(told, "action"), Text(told, "undone_by")));
    }

    [Fact]
    public async Task A_tap_that_is_sent_again_is_said_once_and_answered_both_times()
    {
        var tap = $$"""{"action":"{{One}}","at":"{{_now}}","what":"skipped","why":"locked","who":"Kim"}""";
        var (first, again) = (await PostAsync(Actions, tap), await PostAsync(Actions, tap));
        Assert.Equal(("skipped", first.GetRawText()), (Text(first, "state"), again.GetRawText()));
        Assert.Single((await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task A_name_that_was_used_for_something_else_is_refused()
    {
        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","who":"Kim"}""");
        foreach (var (path, body) in new[]
        {
            (Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"overflowing","who":"Kim"}"""),
            ("/api/v1/bins/undo", $$"""{"action":"{{One}}","at":"{{_now}}","undoes":"{{Two}}","who":"Kim"}"""),
        })
        {
            using var response = await SendAsync(path, body);
            Assert.Equal("action", Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.Conflict), "parameter"));
        }
    }

    [Fact]
    public async Task An_undo_that_comes_first_is_kept_and_holds_when_its_action_comes()
    {
        using var early = await SendAsync("/api/v1/bins/undo", $$"""{"action":"{{Two}}","at":"{{_now}}","undoes":"{{One}}","who":"Alex"}""");
        Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
        var late = await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"overflowing","who":"Kim"}""");
        Assert.Equal(("unknown", 0), (Text(late, "state"), late.GetProperty("actions_today").GetInt32()));
    }

    [Fact]
    public async Task An_undo_of_an_undo_is_refused()
    {
        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","who":"Kim"}""");
        await PostAsync("/api/v1/bins/undo", $$"""{"action":"{{Two}}","at":"{{_now}}","undoes":"{{One}}","who":"Kim"}""");
        using var response = await SendAsync("/api/v1/bins/undo", $$"""{"action":"{{new string('3', 32)}}","at":"{{_now}}","undoes":"{{Two}}","who":"Kim"}""");
        Assert.Equal("undoes", Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.Conflict), "parameter"));
    }

    [Fact]
    public async Task Taps_of_phones_that_were_offline_are_told_in_the_order_in_which_they_were_made()
    {
        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{Minutes(-5)}}","what":"emptied","who":"Kim"}""");
        var late = await PostAsync(Actions, $$"""{"action":"{{Two}}","at":"{{Minutes(-20)}}","what":"overflowing","who":"Alex"}""");
        Assert.Equal(("emptied", Minutes(-5).ToString()), (Text(late, "state"), Text(late, "since")));
        var events = (await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events");
        Assert.Equal([Two, One], events.EnumerateArray().Select(each => Text(each, "action")));
    }

    [Theory]
    [InlineData("""{"at":"NOW","what":"emptied","who":"Kim"}""", "action")]
    [InlineData("""{"action":"phone-1-17","at":"NOW","what":"emptied","who":"Kim"}""", "action")]
    [InlineData("""{"action":"0000000000000000000000000000000G","at":"NOW","what":"emptied","who":"Kim"}""", "action")]
    [InlineData("""{"action":"ID","what":"emptied","who":"Kim"}""", "at")]
    [InlineData("""{"action":"ID","at":"today","what":"emptied","who":"Kim"}""", "at")]
    [InlineData("""{"action":"ID","at":"AHEAD","what":"emptied","who":"Kim"}""", "at")]
    [InlineData("""{"action":"ID","at":"2026-11-20T12:00:00Z","what":"emptied","who":"Kim"}""", "at")]
    [InlineData("""{"action":"ID","at":"NOW","what":"burnt","who":"Kim"}""", "what")]
    [InlineData("""{"action":"ID","at":"NOW","who":"Kim"}""", "what")]
    [InlineData("""{"action":"ID","at":"NOW","what":"skipped","who":"Kim"}""", "why")]
    [InlineData("""{"action":"ID","at":"NOW","what":"skipped","why":"rain","who":"Kim"}""", "why")]
    [InlineData("""{"action":"ID","at":"NOW","what":"emptied","why":"locked","who":"Kim"}""", "why")]
    [InlineData("""{"action":"ID","at":"NOW","what":"emptied","note":"a\nb","who":"Kim"}""", "note")]
    [InlineData("""{"action":"ID","at":"NOW","what":"emptied"}""", "who")]
    [InlineData("""{"action":"ID","at":"NOW","what":"emptied","who":"Kim","bin":"x"}""", null)]
    [InlineData("nonsense", null)]
    public async Task What_can_not_be_said_of_a_bin_is_refused_with_the_field_and_the_fix(string body, string? field)
    {
        body = body.Replace("ID", One, StringComparison.Ordinal).Replace("NOW", _now.ToString(), StringComparison.Ordinal).Replace("AHEAD", Minutes(10).ToString(), StringComparison.Ordinal);
        using var response = await SendAsync(Actions, body);
        var problem = await RunningIngest.ProblemAsync(response, HttpStatusCode.BadRequest);
        if (field is not null)
            Assert.Equal(field, Text(problem, "parameter"));
        Assert.Empty((await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task A_note_of_a_page_is_refused()
    {
        using var response = await SendAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","note":"{{new string('x', 201)}}","who":"Kim"}""");
        Assert.Equal("note", Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.BadRequest), "parameter"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("incomer")]
    public async Task What_is_no_bin_is_not_found(string point)
    {
        using var response = await SendAsync($"/api/v1/bins/{point}/actions", $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","who":"Kim"}""");
        Assert.Equal("point", Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.NotFound), "parameter"));
        await _ingest.ProblemAsync($"/api/v1/bins/{point}/story", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_emptying_that_the_level_shows_is_told_as_sensed_and_confirms_the_tap()
    {
        await LevelAsync([.. Enumerable.Repeat(0.9, 20), .. Enumerable.Repeat(0.03, 10)]);
        var sensed = Assert.Single((await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events").EnumerateArray());
        Assert.Equal(("sensed", "emptied", Minutes(-9).ToString()), (Text(sensed, "kind"), Text(sensed, "what"), Text(sensed, "at")));

        var tapped = await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{Minutes(-8)}}","what":"emptied","who":"Kim"}""");
        Assert.Equal($$"""{"at":"{{Minutes(-9)}}","kg":null}""", tapped.GetProperty("last").GetProperty("confirmed").GetRawText());
        var events = (await _ingest.GetAsync("/api/v1/bins/bin-north-food/story")).GetProperty("events");
        Assert.Equal([("sensed", One), ("action", One)], events.EnumerateArray().Select(each => (Text(each, "kind"), Text(each, "action"))));
    }

    [Fact]
    public async Task A_full_bin_is_a_stop_until_it_is_emptied_or_skipped()
    {
        await LevelAsync(0.97, 0.97, 0.97);
        await RunningIngest.UntilAsync(async () => (await _ingest.GetAsync("/api/v1/bins")).GetProperty("bins")[0].GetProperty("state").GetString() == "full", "the bin is told as full");
        var round = await _ingest.GetAsync("/api/v1/round");
        var stop = Assert.Single(round.GetProperty("stops").EnumerateArray());
        Assert.Equal(("bin-north-food", JsonValueKind.Null, 1.0, false), (Text(stop, "point"), stop.GetProperty("before").ValueKind, stop.GetProperty("chance").GetDouble(), stop.GetProperty("look").GetBoolean()));
        Assert.Equal("""{"emptied":0,"skipped":0,"left":1,"overflowing":0,"kg":0,"sorted_share":null}""", round.GetProperty("progress").GetRawText());

        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"skipped","why":"blocked","who":"Kim"}""");
        round = await _ingest.GetAsync("/api/v1/round");
        Assert.Empty(round.GetProperty("stops").EnumerateArray());
        Assert.Equal("""{"emptied":0,"skipped":1,"left":0,"overflowing":0,"kg":0,"sorted_share":null}""", round.GetProperty("progress").GetRawText());

        // Nobody's sensors saw it: it counts in the round all the same.
        await PostAsync(Actions, $$"""{"action":"{{Two}}","at":"{{UnixTime.From(TimeProvider.System.GetUtcNow())}}","what":"emptied","who":"Kim"}""");
        Assert.Equal("""{"emptied":1,"skipped":0,"left":0,"overflowing":0,"kg":0,"sorted_share":null}""", (await _ingest.GetAsync("/api/v1/round")).GetProperty("progress").GetRawText());
    }

    [Fact]
    public async Task What_was_tapped_is_there_after_a_restart()
    {
        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"overflowing","who":"Kim"}""");
        await _ingest.RestartAsync();
        Assert.Equal("overflowing", Text((await _ingest.GetAsync("/api/v1/bins")).GetProperty("bins")[0], "state"));
    }

    [Fact]
    public async Task What_was_sensed_before_a_restart_is_known_after_it()
    {
        await LevelAsync([.. Enumerable.Repeat(0.9, 20), .. Enumerable.Repeat(0.03, 10)]);
        await _ingest.RestartAsync();
        await RunningIngest.UntilAsync(
            async () => (await _ingest.GetAsync("/api/v1/bins")).GetProperty("bins")[0].GetProperty("state").GetString() == "emptied", "its readings are read again");
    }

    [Fact]
    public async Task The_live_stream_begins_with_bins_and_round_and_tells_a_tap_to_everyone()
    {
        await LevelAsync(0.97, 0.97, 0.97);
        await RunningIngest.UntilAsync(async () => (await _ingest.GetAsync("/api/v1/bins")).GetProperty("bins")[0].GetProperty("state").GetString() == "full", "the bin is told as full");
        using var phone = await EventReader.OpenAsync(_ingest.Http);
        using var screen = await EventReader.OpenAsync(_ingest.Http, "/api/v1/live?sections=round");
        Assert.Equal("full", Text((await phone.NextAsync("snapshot")).GetProperty("bins")[0], "state"));
        Assert.True((await screen.NextAsync("snapshot")).TryGetProperty("round", out _));

        await PostAsync(Actions, $$"""{"action":"{{One}}","at":"{{_now}}","what":"emptied","who":"Kim"}""");
        Assert.Equal("emptied", Text((await phone.NextAsync("bins")).GetProperty("bins")[0], "state"));
        JsonElement progress;
        do
        {
            progress = (await screen.NextAsync("round")).GetProperty("progress");
        }
        while (progress.GetProperty("emptied").GetInt32() == 0);
        Assert.Equal(0, progress.GetProperty("left").GetInt32());
    }

    // A level a minute, the last one now.
    private Task LevelAsync(params double[] levels) =>
        _ingest.StoreAsync([.. levels.Select((level, place) => new Sample(Ground.Filling, Minutes(place + 1 - levels.Length), level))]);

    private UnixTime Minutes(int from) => _now + TimeSpan.FromMinutes(from);

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _ingest.Http.PostAsync(path, content, TestContext.Current.CancellationToken).WithinAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
