using System.Net;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>The API over real HTTP and a real store: what is asked rightly.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private const string Span = "from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z";

    private RunningIngest _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await RunningIngest.StartAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task The_site_is_told_as_the_manifest_has_it_with_match_times_in_UTC()
    {
        var site = await _ingest.GetAsync("/api/v1/site");
        Assert.Equal("ground", site.GetProperty("site").GetString());
        Assert.Equal("Norra läktaren", site.GetProperty("zones")[1].GetProperty("title").GetProperty("sv").GetString());
        Assert.Equal("[240,185]", site.GetProperty("map").GetProperty("shapes")[0].GetProperty("outline")[0].GetRawText());
        Assert.Equal("2026-11-22T14:00:00Z", site.GetProperty("matches")[0].GetProperty("kick_off").GetString());
    }

    [Fact]
    public async Task A_point_is_told_with_hardware_units_and_its_newest_value()
    {
        await _ingest.StoreAsync(Samples.Power(0, 10), Samples.Power(2, 30, Quality.EstimatedTime), Samples.Power(1, 20));
        var points = (await _ingest.GetAsync("/api/v1/points")).GetProperty("points").EnumerateArray().ToDictionary(point => point.GetProperty("point").GetString()!);
        var incomer = points["incomer"];
        Assert.Equal("""{"kind":"s0","every_s":10,"chip":"gpiochip0","line":17}""", incomer.GetProperty("hardware")[0].GetRawText());
        var power = incomer.GetProperty("quantities")[0];
        Assert.Equal(("active_power", "W", "gauge", "energy", "active_power_w"), (Text(power, "quantity"), Text(power, "unit"), Text(power, "kind"), Text(power, "measurement"), Text(power, "field")));
        Assert.Equal("""{"t":"2026-11-20T12:02:00Z","v":30,"quality":1}""", power.GetProperty("last").GetRawText());
        Assert.Equal(JsonValueKind.Null, incomer.GetProperty("quantities")[1].GetProperty("last").ValueKind);
        Assert.Equal("""{"kind":"fill","every_s":10,"bus":1,"address":112,"calibration":{"on":"2026-03-01"}}""", points["bin-north-food"].GetProperty("hardware")[0].GetRawText());
        Assert.Equal("food", Text(points["bin-north-food"], "fraction"));
    }

    [Fact]
    public async Task Raw_samples_come_in_time_order_with_every_bit_and_their_quality()
    {
        await _ingest.StoreAsync(Samples.Power(1, 0.1 + 0.2), Samples.Power(0, 1e21), Samples.Power(2, -5, Quality.Implausible));
        var answer = await _ingest.GetAsync($"/api/v1/samples?point=incomer&quantity=active_power&{Span}");
        Assert.Equal("""{"from":"2026-11-20T00:00:00Z","to":"2026-11-21T00:00:00Z","every":null,"agg":null,"series":[{"point":"incomer","quantity":"active_power","unit":"W","samples":[["2026-11-20T12:00:00Z",1E+21,0],["2026-11-20T12:01:00Z",0.30000000000000004,0],["2026-11-20T12:02:00Z",-5,2]]}]}""", answer.GetRawText());
    }

    [Fact]
    public async Task To_is_excluded_and_from_included()
    {
        await _ingest.StoreAsync(Samples.Power(0, 1), Samples.Power(1, 2), Samples.Power(2, 3));
        var answer = await _ingest.GetAsync("/api/v1/samples?point=incomer&quantity=active_power&from=2026-11-20T12:00:00Z&to=2026-11-20T13:02:00%2B01:00");
        Assert.Equal([1, 2], answer.GetProperty("series")[0].GetProperty("samples").EnumerateArray().Select(row => row[1].GetDouble()));
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData("&agg=mean", 20)]
    [InlineData("&agg=min", 10)]
    [InlineData("&agg=max", 30)]
    [InlineData("&agg=sum", 60)]
    [InlineData("&agg=first", 30)]
    [InlineData("&agg=last", 20)]
    [InlineData("&agg=count", 3)]
    public async Task Windows_tell_the_aggregate_and_how_many_samples_it_stands_for(string agg, double expected)
    {
        await _ingest.StoreAsync(Samples.Power(0, 30), Samples.Power(1, 10), Samples.Power(2, 20), Samples.Power(7, 99));
        var answer = await _ingest.GetAsync($"/api/v1/samples?point=incomer&quantity=active_power&{Span}&every=5m{agg}");
        var rows = answer.GetProperty("series")[0].GetProperty("samples");
        Assert.Equal(2, rows.GetArrayLength());
        Assert.Equal(("2026-11-20T12:00:00Z", expected, 3), (rows[0][0].GetString(), rows[0][1].GetDouble(), rows[0][2].GetInt32()));
    }

    [Fact]
    public async Task CSV_has_a_header_and_a_line_for_each_sample()
    {
        await _ingest.StoreAsync(Samples.Power(0, -1.5), Samples.Filling(0, 0.61));
        using var response = await _ingest.Http.GetAsync($"/api/v1/samples?point=incomer,bin-north-food&quantity=active_power,filling_level&{Span}&format=csv", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "time,point,quantity,unit,value,quality\r\n2026-11-20T12:00:00Z,incomer,active_power,W,-1.5,0\r\n2026-11-20T12:00:00Z,bin-north-food,filling_level,/,0.61,0\r\n",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ndjson_has_an_object_on_each_line()
    {
        await _ingest.StoreAsync(Samples.Power(0, 1), Samples.Power(1, 2));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/samples?point=incomer&quantity=active_power&{Span}&every=1h&agg=sum");
        request.Headers.Accept.ParseAdd("application/x-ndjson, application/json;q=0.5");
        using var response = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"time":"2026-11-20T12:00:00Z","point":"incomer","quantity":"active_power","unit":"W","value":3,"count":2}""" + "\n",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_quantity_all_of_a_points_series_are_told()
    {
        var answer = await _ingest.GetAsync($"/api/v1/samples?point=incomer&{Span}");
        Assert.Equal(["active_power", "active_energy_import"], answer.GetProperty("series").EnumerateArray().Select(series => Text(series, "quantity")));
    }

    [Fact]
    public async Task The_answer_begins_before_it_is_whole()
    {
        await _ingest.StoreAsync([.. Enumerable.Range(0, 20_000).Select(i => Samples.Power(0, i) with { Time = Samples.Start + TimeSpan.FromSeconds(i) })]);
        using var response = await _ingest.Http.GetAsync($"/api/v1/samples?point=incomer&quantity=active_power&{Span}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).WithinAsync();
        Assert.True(response.Headers.TransferEncodingChunked);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(20_000, answer.GetProperty("series")[0].GetProperty("samples").GetArrayLength());
    }

    [Fact]
    public async Task An_answer_is_compressed_for_who_can_take_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/points");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await _ingest.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task The_description_names_every_path_and_its_parameters()
    {
        var description = await _ingest.GetAsync("/openapi/v1.json");
        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "/api/v1/bins", "/api/v1/bins/undo", "/api/v1/bins/{point}/actions", "/api/v1/bins/{point}/story",
                "/api/v1/checks", "/api/v1/checks/undo", "/api/v1/checks/{action}/photo",
                "/api/v1/completeness",
                "/api/v1/contamination",
                "/api/v1/figures",
                "/api/v1/forecast",
                "/api/v1/live",
                "/api/v1/matches", "/api/v1/matches/calendar", "/api/v1/matches/now", "/api/v1/matches/{match}", "/api/v1/matches/{match}/export", "/api/v1/matches/{match}/phase", "/api/v1/matches/{match}/rehearsal", "/api/v1/matches/{match}/undo",
                "/api/v1/nodes",
                "/api/v1/people", "/api/v1/people/{person}", "/api/v1/people/{person}/clear-pin", "/api/v1/people/{person}/link", "/api/v1/people/{person}/sign-out",
                "/api/v1/phones", "/api/v1/phones/{phone}/unshare",
                "/api/v1/points",
                "/api/v1/quarantine", "/api/v1/quarantine/{id}",
                "/api/v1/record",
                "/api/v1/round",
                "/api/v1/samples",
                "/api/v1/session", "/api/v1/session/pin",
                "/api/v1/site",
                "/api/v1/summary",
                "/api/v1/trials", "/api/v1/trials/{trial}",
                "/healthz", "/readyz",
            ],
            paths);
        var samples = description.GetProperty("paths").GetProperty("/api/v1/samples").GetProperty("get");
        Assert.Equal(["point", "quantity", "from", "to", "match", "every", "agg", "format"], samples.GetProperty("parameters").EnumerateArray().Select(parameter => Text(parameter, "name")));
        Assert.All(samples.GetProperty("parameters").EnumerateArray(), parameter => Assert.NotEmpty(Text(parameter, "description")!));
        var node = description.GetProperty("components").GetProperty("schemas").GetProperty("NodeShape").GetProperty("properties");
        Assert.True(node.TryGetProperty("state_since", out _));
    }

    [Fact]
    public async Task A_process_without_a_broker_lives_but_is_not_ready()
    {
        Assert.Equal("alive", Text(await _ingest.GetAsync("/healthz"), "status"));
        using var response = await _ingest.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var readiness = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.False(readiness.GetProperty("ready").GetBoolean());
        Assert.Equal([("mqtt", false), ("store", true)], readiness.GetProperty("checks").EnumerateArray().Select(check => (Text(check, "check"), check.GetProperty("ok").GetBoolean())));
    }

    [Fact]
    public async Task Without_a_board_the_front_page_says_how_to_build_it()
    {
        var page = await _ingest.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("npm --prefix dashboards/board run build", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_is_served_its_hashed_files_for_ever_and_its_page_anew()
    {
        var folder = Directory.CreateTempSubdirectory("arena-board-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<!doctype html><title>Board</title>", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "assets", "main-4f2a.js"), "export {}", TestContext.Current.CancellationToken);
        await using (var ingest = await RunningIngest.StartAsync(api: new ApiOptions { Board = folder }))
        {
            using var page = await ingest.Http.GetAsync("/", TestContext.Current.CancellationToken);
            Assert.Contains("Board", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
            using var script = await ingest.Http.GetAsync("/assets/main-4f2a.js", TestContext.Current.CancellationToken);
            Assert.Equal("public, max-age=31536000, immutable", Assert.Single(script.Headers.GetValues("Cache-Control")));
            await ingest.ProblemAsync("/%2e%2e/%2e%2e/etc/passwd", HttpStatusCode.NotFound);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_its_build_packed_goes_to_who_takes_it_under_its_own_address_and_type()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("arena-board-").FullName;
        foreach (var (name, content) in new[] { ("index.html", "page"), ("index.html.br", "page in Brotli"), ("main.js", "script"), ("main.js.gz", "script in gzip"), ("old.js", "newer"), ("old.js.br", "older") })
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, cancel);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "old.js.br"), File.GetLastWriteTimeUtc(Path.Combine(folder, "old.js")).AddMinutes(-1));
        await using (var ingest = await RunningIngest.StartAsync(api: new ApiOptions { Board = folder }))
        {
            Assert.Equal(("page in Brotli", "br", "text/html"), await AskAsync("/", "gzip, deflate, br"));
            Assert.Equal(("page", "", "text/html"), await AskAsync("/", "identity"));
            Assert.Equal(("page", "", "text/html"), await AskAsync("/", "br;q=0"));
            Assert.Equal(("script in gzip", "gzip", "text/javascript"), await AskAsync("/main.js", "gzip, br"));
            var (content, _, _) = await AskAsync("/old.js", "br");
            Assert.NotEqual("older", content);

            async Task<(string Content, string Encoding, string? Type)> AskAsync(string path, string encodings)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
                using var answer = await ingest.Http.SendAsync(request, cancel);
                Assert.Contains("Accept-Encoding", answer.Headers.Vary);
                return (await answer.Content.ReadAsStringAsync(cancel), string.Join(',', answer.Content.Headers.ContentEncoding), answer.Content.Headers.ContentType?.MediaType);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
