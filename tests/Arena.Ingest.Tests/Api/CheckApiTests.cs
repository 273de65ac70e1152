using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Checks;
using Arena.Ingest.Tests.Checks;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Sorting checks, photos and trials over real HTTP.</summary>
public sealed class CheckApiTests : IAsyncLifetime
{
    private const string Bin = "bin-north-food";

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task A_weighed_check_is_told_in_shares_and_kilos_and_becomes_figures_of_its_bin()
    {
        var made = await PostAsync("/api/v1/checks", Check(Some.Action(), """ "method":"weighed","total_kg":8,"wrong":[{"fraction":"plastic","kg":1},{"fraction":"deposit","kg":0.6}],"note":"Muggar" """));
        Assert.Equal((0.2, 1.6, "Muggar", "Kim"), (Round(made, "contamination"), Round(made, "contamination_kg"), Text(made, "note"), Text(made, "by")));
        Assert.Equal(("north", "food", false, false), (Text(made, "zone"), Text(made, "fraction"), made.GetProperty("photo").GetBoolean(), made.GetProperty("undone").GetBoolean()));
        Assert.Equal([("plastic", 0.125, 1.0), ("deposit", 0.075, 0.6)], made.GetProperty("wrong").EnumerateArray().Select(part => (Text(part, "fraction"), Round(part, "share"), Round(part, "kg"))));

        var span = $"from={Ago(60)}&to={Ago(-5)}";
        await RunningIngest.UntilAsync(
            async () => (await _ingest.GetAsync($"/api/v1/figures?figure=contamination_kg&subject={Bin}&{span}")).GetProperty("series")[0].GetProperty("figures").GetArrayLength() == 1, "the figure is told");
        var figure = (await _ingest.GetAsync($"/api/v1/figures?figure=contamination&subject={Bin}&{span}")).GetProperty("series")[0].GetProperty("figures")[0];
        Assert.Equal(0.2, figure[1].GetDouble(), 9);
    }

    [Fact]
    public async Task A_check_sent_twice_is_made_once_also_when_it_is_sent_again_after_it_was_taken_back()
    {
        var action = Some.Action();
        var body = Check(action, """ "method":"estimated","wrong":[{"fraction":"plastic","share":0.15}] """);
        await PostAsync("/api/v1/checks", body);
        Assert.Equal(0.15, Round(await PostAsync("/api/v1/checks", body), "contamination"));
        var undo = $$"""{"action":"{{Some.Action()}}","who":"Alex","undoes":"{{action}}"}""";
        Assert.True((await PostAsync("/api/v1/checks/undo", undo)).GetProperty("undone").GetBoolean());
        await PostAsync("/api/v1/checks/undo", undo);
        await PostAsync("/api/v1/checks/undo", $$"""{"action":"{{Some.Action()}}","who":"Sam","undoes":"{{action}}"}""");
        Assert.True((await PostAsync("/api/v1/checks", body)).GetProperty("undone").GetBoolean());

        Assert.Single((await _ingest.GetAsync("/api/v1/checks")).GetProperty("checks").EnumerateArray());
        var contamination = await _ingest.GetAsync("/api/v1/contamination");
        Assert.Equal(JsonValueKind.Null, contamination.GetProperty("all").ValueKind);
        Assert.Empty(contamination.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Checks_from_a_phone_that_was_away_are_told_at_the_time_they_were_made()
    {
        await PostAsync("/api/v1/checks", Check(Some.Action(), """ "method":"estimated","wrong":[] """));
        var early = Some.Action();
        await PostAsync("/api/v1/checks", Check(early, $$""" "at":"{{Ago(90)}}","method":"estimated","wrong":[{"fraction":"glass","share":1}] """));

        var checks = (await _ingest.GetAsync($"/api/v1/checks?point={Bin}")).GetProperty("checks");
        Assert.Equal((2, early), (checks.GetArrayLength(), Text(checks[0], "action")));
        Assert.Empty((await _ingest.GetAsync($"/api/v1/checks?to={Ago(100)}")).GetProperty("checks").EnumerateArray());
    }

    [Theory]
    [InlineData(""" "method":"estimated" """, 400, "wrong")]
    [InlineData(""" "method":"guessed","wrong":[] """, 400, "method")]
    [InlineData(""" "method":"weighed","wrong":[] """, 400, "total_kg")]
    [InlineData(""" "method":"weighed","total_kg":0,"wrong":[] """, 400, "total_kg")]
    [InlineData(""" "method":"weighed","total_kg":2,"wrong":[{"fraction":"plastic","kg":1.5},{"fraction":"glass","kg":0.6}] """, 400, "wrong")]
    [InlineData(""" "method":"weighed","total_kg":2,"wrong":[{"fraction":"plastic","share":0.1}] """, 400, "wrong")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"plastic","share":0.6},{"fraction":"glass","share":0.5}] """, 400, "wrong")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"plastic","share":1.5}] """, 400, "wrong")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"plastic","kg":1}] """, 400, "wrong")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"plastic","share":0.1},{"fraction":"plastic","share":0.1}] """, 400, "wrong")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"food","share":0.1}] """, 400, "wrong.fraction")]
    [InlineData(""" "method":"estimated","wrong":[{"fraction":"gold","share":0.1}] """, 400, "wrong.fraction")]
    [InlineData(""" "method":"estimated","wrong":[],"at":"2036-01-01T00:00:00Z" """, 400, "at")]
    [InlineData(""" "method":"estimated","wrong":[],"at":"2020-01-01T00:00:00Z" """, 400, "at")]
    [InlineData(""" "method":"estimated","wrong":[],"note":"one\ntwo" """, 400, "note")]
    [InlineData(""" "method":"estimated","wrong":[],"point":"incomer" """, 400, "point")]
    [InlineData(""" "method":"estimated","wrong":[],"point":"bin-moon" """, 404, "point")]
    [InlineData(""" "method":"estimated","wrong":[],"action":"../../etc/passwd" """, 400, "action")]
    [InlineData(""" "method":"estimated","wrong":[],"share":1 """, 400, null)]
    public async Task What_can_not_be_so_is_refused_with_the_field_and_nothing_is_kept(string fields, int status, string? field)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/checks", Json(Check(Some.Action(), fields)));
        var problem = await RunningIngest.ProblemAsync(response, (HttpStatusCode)status);
        if (field is not null)
            Assert.Equal(field, Text(problem, "parameter"));
        Assert.Empty((await _ingest.GetAsync("/api/v1/checks")).GetProperty("checks").EnumerateArray());
    }

    [Fact]
    public async Task An_undo_of_nothing_is_refused()
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/checks/undo", Json($$"""{"action":"{{Some.Action()}}","who":"Kim","undoes":"{{Some.Action()}}"}"""));
        await RunningIngest.ProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_photo_is_kept_once_without_its_place_and_deleted_when_the_check_is_taken_back()
    {
        var action = await MakeAsync();
        for (var time = 0; time < 2; time++)
        {
            using var kept = await PutAsync(action, Photos.WithPlace);
            Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        }

        Assert.True((await _ingest.GetAsync("/api/v1/checks")).GetProperty("checks")[0].GetProperty("photo").GetBoolean());
        using (var photo = await SendAsync(HttpMethod.Get, $"/api/v1/checks/{action}/photo"))
        {
            Assert.Equal(("image/jpeg", "no-store", "nosniff"), (photo.Content.Headers.ContentType!.MediaType, photo.Headers.CacheControl!.ToString(), photo.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Equal(Photos.Bare, await photo.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        using (var other = await PutAsync(action, Photos.Webp(), "image/webp"))
            await RunningIngest.ProblemAsync(other, HttpStatusCode.Conflict);

        await PostAsync("/api/v1/checks/undo", $$"""{"action":"{{Some.Action()}}","who":"Kim","undoes":"{{action}}"}""");
        await _ingest.ProblemAsync($"/api/v1/checks/{action}/photo", HttpStatusCode.NotFound);
        using var late = await PutAsync(action, Photos.WithPlace);
        await RunningIngest.ProblemAsync(late, HttpStatusCode.Conflict);
        Assert.Empty(Directory.GetFiles(Path.Combine(_ingest.Data, "check-photos")));
    }

    [Fact]
    public async Task What_is_no_photo_or_too_big_or_of_no_check_is_refused()
    {
        var action = await MakeAsync();
        using (var script = await PutAsync(action, Encoding.UTF8.GetBytes("<script>alert(1)</script>")))
            await RunningIngest.ProblemAsync(script, HttpStatusCode.UnsupportedMediaType);
        using (var svg = await PutAsync(action, Photos.Bare, "image/svg+xml"))
            await RunningIngest.ProblemAsync(svg, HttpStatusCode.UnsupportedMediaType);
        using (var big = await PutAsync(action, Photos.Jpeg(behind: new byte[600_001])))
            await RunningIngest.ProblemAsync(big, HttpStatusCode.RequestEntityTooLarge);
        using (var nobodys = await PutAsync(Some.Action(), Photos.Bare))
            await RunningIngest.ProblemAsync(nobodys, HttpStatusCode.NotFound);
        using (var outside = await PutAsync("..%2F..%2Fetc%2Fpasswd", Photos.Bare))
            await RunningIngest.ProblemAsync(outside, HttpStatusCode.BadRequest);
        Assert.False(Directory.Exists(Path.Combine(_ingest.Data, "check-photos")));
    }

    [Fact]
    public async Task A_photo_as_large_as_a_phone_makes_them_is_taken_though_other_bodies_are_bounded_smaller()
    {
        using var kept = await PutAsync(await MakeAsync(), Photos.Jpeg(behind: new byte[500_000]));
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        using var body = await SendAsync(HttpMethod.Post, "/api/v1/checks", Json($$"""{"note":"{{new string('x', 70_000)}}"}"""));
        await RunningIngest.ProblemAsync(body, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Checks_come_as_CSV_with_a_column_for_each_fraction_and_names_only_for_those_who_said_theirs()
    {
        var action = Some.Action();
        await PostAsync("/api/v1/checks", Check(action, $$""" "at":"{{Ago(30)}}","method":"estimated","total_kg":4.5,"wrong":[{"fraction":"paper-packaging","share":0.2}],"note":"=1+1, ja" """));
        using var here = await SendAsync(HttpMethod.Get, "/api/v1/checks?format=csv");
        Assert.Equal("text/csv", here.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "time,action,point,zone,fraction,method,total_kg,contamination,contamination_kg,wrong_residual,wrong_food,wrong_plastic,wrong_paper_packaging,wrong_metal,wrong_glass,wrong_paper,wrong_deposit,wrong_hazardous,wrong_electronics,wrong_other,note,by,photo,undone\r\n"
            + $"{Ago(30)},{action},{Bin},north,food,estimated,4.5,0.2,0.9,0,0,0,0.2,0,0,0,0,0,0,0,\"'=1+1, ja\",Kim,false,false\r\n",
            await here.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/checks");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var elsewhere = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken).WithinAsync();
        Assert.DoesNotContain("Kim", await elsewhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contamination_is_told_by_fraction_with_its_interval()
    {
        foreach (var (kg, share) in new[] { (10, 0.1), (20, 0.2), (10, 0.3) })
            await PostAsync("/api/v1/checks", Check(Some.Action(), string.Create(CultureInfo.InvariantCulture, $$""" "method":"estimated","total_kg":{{kg}},"wrong":[{"fraction":"plastic","share":{{share}}}] """)));

        // Worked out by hand in RatioTests.
        var answer = await _ingest.GetAsync("/api/v1/contamination?by=fraction");
        var row = Assert.Single(answer.GetProperty("rows").EnumerateArray());
        var contamination = row.GetProperty("contamination");
        Assert.Equal(("food", 0.2, 3, 3), (Text(row, "key"), Round(contamination, "share"), contamination.GetProperty("n").GetInt32(), contamination.GetProperty("weighed").GetInt32()));
        Assert.Equal((0.013675, 0.386325), (Round(contamination, "low"), Round(contamination, "high")));
        Assert.Equal((40.0, 8.0), (Round(row, "total_kg"), Round(row, "contamination_kg")));
        await _ingest.ProblemAsync("/api/v1/contamination?by=weekday", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_trial_is_written_down_and_told_with_checks_of_many_matches_before_and_after()
    {
        var book = _ingest.Service<CheckBook>();
        foreach (var (day, share) in new[] { (-30, 0.28), (-23, 0.30), (-16, 0.32), (-9, 0.09), (-6, 0.10), (-2, 0.12) })
        {
            foreach (var off in new[] { -0.01, 0.01 })
                Past(book, day, share + off);
        }

        var trial = Some.Action();
        var body = $$"""{"action":"{{trial}}","who":"Kim","name":"Nya skyltar norr","what":"signs","zones":["north"],"from":"{{Ago(12 * 24 * 60)}}"}""";
        await PostAsync("/api/v1/trials", body);
        var told = await PostAsync("/api/v1/trials", body);
        var own = told.GetProperty("own");
        Assert.Equal(("better", 6, 3), (Text(own, "verdict"), own.GetProperty("before").GetProperty("n").GetInt32(), own.GetProperty("after").GetProperty("units").GetInt32()));
        Assert.True(own.GetProperty("high").GetDouble() < 0);
        Assert.Equal("too-few", Text(told.GetProperty("elsewhere"), "verdict"));
        Assert.Single((await _ingest.GetAsync("/api/v1/trials")).GetProperty("trials").EnumerateArray());

        var ended = await PostAsync($"/api/v1/trials/{trial}", $$"""{"action":"{{Some.Action()}}","who":"Kim","to":"{{Ago(8 * 24 * 60)}}"}""");
        Assert.Equal("too-few", Text(ended.GetProperty("own"), "verdict"));
        Assert.Equal(2, (await _ingest.GetAsync($"/api/v1/trials/{trial}")).GetProperty("own").GetProperty("after").GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData(""" "name":"A","what":"signs","zones":["north"] """, "from")]
    [InlineData(""" "what":"signs","zones":["north"],"from":"2026-11-01T12:00:00Z" """, "name")]
    [InlineData(""" "name":"A","what":"paint","zones":["north"],"from":"2026-11-01T12:00:00Z" """, "what")]
    [InlineData(""" "name":"A","what":"signs","from":"2026-11-01T12:00:00Z" """, "points")]
    [InlineData(""" "name":"A","what":"signs","zones":["north"],"points":["bin-north-food"],"from":"2026-11-01T12:00:00Z" """, "points")]
    [InlineData(""" "name":"A","what":"signs","zones":["moon"],"from":"2026-11-01T12:00:00Z" """, "zones")]
    [InlineData(""" "name":"A","what":"signs","points":["incomer"],"from":"2026-11-01T12:00:00Z" """, "points")]
    [InlineData(""" "name":"A","what":"signs","zones":["north"],"from":"2026-11-01T12:00:00Z","to":"2026-10-01T12:00:00Z" """, "to")]
    [InlineData(""" "name":"A","what":"signs","zones":["north"],"from":"2026-11-01T12:00:00Z","before":"2026-11-02T12:00:00Z" """, "before")]
    public async Task A_trial_that_can_not_be_so_is_refused_with_the_field(string fields, string field)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/trials", Json($$"""{"action":"{{Some.Action()}}","who":"Kim",{{fields}}}"""));
        Assert.Equal(field, Text(await RunningIngest.ProblemAsync(response, HttpStatusCode.BadRequest), "parameter"));
    }

    [Fact]
    public async Task A_trial_nobody_wrote_down_is_not_there() => await _ingest.ProblemAsync($"/api/v1/trials/{Some.Action()}", HttpStatusCode.NotFound);

    [Fact]
    public async Task Checks_trials_and_photos_are_there_after_a_restart()
    {
        var action = await MakeAsync();
        using (await PutAsync(action, Photos.Bare))
        {
        }

        await _ingest.RestartAsync();
        Assert.True((await _ingest.GetAsync("/api/v1/checks")).GetProperty("checks")[0].GetProperty("photo").GetBoolean());
        Assert.Equal(Photos.Bare, await _ingest.Http.GetByteArrayAsync($"/api/v1/checks/{action}/photo", TestContext.Current.CancellationToken));
    }

    private static void Past(CheckBook book, int day, double share)
    {
        var (action, at) = (Some.Action(), UnixTime.From(TimeProvider.System.GetUtcNow()) + TimeSpan.FromDays(day));
        book.Say("Kim", at, action, () => (Bin, Some.Said(action, at, share, 10)));
    }

    private async Task<string> MakeAsync()
    {
        var action = Some.Action();
        await PostAsync("/api/v1/checks", Check(action, """ "method":"estimated","wrong":[] """));
        return action;
    }

    // A field that the test gives again is the one that holds.
    private static string Check(string action, string fields)
    {
        var head = new Dictionary<string, string> { ["action"] = action, ["who"] = "Kim", ["point"] = Bin };
        var given = JsonDocument.Parse($"{{{fields}}}").RootElement;
        return $"{{{string.Join(',', head.Where(field => !given.TryGetProperty(field.Key, out _)).Select(field => $"\"{field.Key}\":\"{field.Value}\"").Append(fields.Trim()))}}}";
    }

    // Whole minutes, as a time is written that is written again.
    private string Ago(int minutes) => (_now - TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-dd'T'HH:mm':00Z'", CultureInfo.InvariantCulture);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await SendAsync(HttpMethod.Post, path, Json(body));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private Task<HttpResponseMessage> PutAsync(string action, byte[] photo, string type = "image/jpeg")
    {
        var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return SendAsync(HttpMethod.Put, $"/api/v1/checks/{action}/photo", content);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken).WithinAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double Round(JsonElement element, string name) => Math.Round(element.GetProperty(name).GetDouble(), 6);
}
