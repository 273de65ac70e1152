using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Api.Matches.Export;
using Arena.Ingest.Tests.Checks;
using Arena.Ingest.Tests.Decoding;
using Arena.Ingest.Tests.People;
using Arena.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arena.Ingest.Tests.Api;

/// <summary>Data of a match by its name: the ZIP of everything, and <c>match=</c> in place of a span, over real HTTP.</summary>
public sealed class MatchExportTests : IAsyncLifetime
{
    private const string Bin = "bin-north-food";

    // Kicked off five hours ago and over since one: taps of it are not too old to be said.
    private readonly UnixTime _kickOff = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(5)).TruncatedToMilliseconds();
    private RunningIngest _ingest = null!;
    private string _match = "";

    public async ValueTask InitializeAsync() => await BeginAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task All_data_of_a_match_is_in_one_ZIP_that_says_what_everything_is()
    {
        var tap = await PlayAsync();
        var files = await ExportAsync("?names=true");

        Assert.Equal(
            ["README.txt", "match.json", "phases.csv", "record.csv", "points.csv", "figures.csv", "checks.csv", "bins.csv", "completeness.csv", "samples.csv"], files.Keys);
        var described = JsonDocument.Parse(files["match.json"]).RootElement;
        Assert.Equal("arena-match-export/1", Text(described, "format"));
        Assert.StartsWith("arena-ingest ", Text(described, "software"), StringComparison.Ordinal);
        Assert.Equal((Minute(-75).ToString(), Minute(244).ToString(), true), (Text(described, "from"), Text(described, "to"), described.GetProperty("complete").GetBoolean()));
        Assert.Equal(3012, described.GetProperty("match").GetProperty("set_attendance").GetInt32());
        Assert.Contains(described.GetProperty("quantities").EnumerateArray(), each => Text(each, "quantity") == "filling_level" && Text(each, "unit") == "/");
        foreach (var file in described.GetProperty("files").EnumerateArray())
        {
            var (name, columns) = (Text(file, "file"), file.GetProperty("columns").EnumerateArray().Select(column => Text(column, "name")).ToList());
            Assert.Equal(string.Join(',', columns), files[name].Split("\r\n")[0]);
            Assert.All(columns, column => Assert.Contains($"    {column} ", files["README.txt"], StringComparison.Ordinal));
        }

        // A reading a minute from two hours before kick-off on; the gates opened 75 minutes before it, and a late half-time moved the end by four.
        var samples = Rows(files["samples.csv"]);
        Assert.Equal(75 + 244, samples.Count);
        Assert.Equal([$"{Minute(-75)}", "incomer", "active_power", "W", "-75", "0"], samples[0]);
        Assert.Equal($"{Minute(243)}", samples[^1][0]);
        Assert.Equal(["half-time", $"{Minute(51)}", $"{Minute(66)}", "true", $"{Minute(47)}"], Rows(files["phases.csv"])[2]);
        Assert.Equal(["Kim", "Kim", "Alex"], Rows(files["record.csv"]).Select(row => row[2]));
        Assert.Equal([$"{Minute(60)}", Bin, "action", "emptied", "", "Två påsar", "Kim", tap], Rows(files["bins.csv"]).Single()[..8]);
        Assert.Contains("Muggar", files["checks.csv"], StringComparison.Ordinal);
        Assert.Contains($"{_kickOff},match,{_match},attendance,count,3012", files["figures.csv"], StringComparison.Ordinal);
        Assert.Contains($"{Ground.MeterNode},,", files["completeness.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_open_form_names_nobody_and_has_no_words_of_theirs_and_the_form_with_names_is_for_research()
    {
        await PlayAsync();
        using var stranger = new Phone(_ingest);
        var open = await ExportAsync("", stranger);
        Assert.All(open, file => Assert.DoesNotMatch("Kim|Alex|Två påsar|Muggar", file.Value));
        Assert.Equal((3, "action"), (Rows(open["record.csv"]).Count, Rows(open["bins.csv"]).Single()[2]));
        Assert.Contains("No name of anyone is in it", open["README.txt"], StringComparison.Ordinal);

        await stranger.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, Path("?names=true"));
        var (watching, _) = await Phone.OfAsync(_ingest, "Robin", "operator");
        await watching.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, Path("?names=true"));
        var (researching, _) = await Phone.OfAsync(_ingest, "Sasha", "researcher");
        Assert.Contains("personal data", (await ExportAsync("?names=true", researching))["README.txt"], StringComparison.Ordinal);
        Assert.Equal(open["record.csv"], (await ExportAsync("", researching))["record.csv"]);
        watching.Dispose();
        researching.Dispose();
    }

    [Fact]
    public async Task What_takes_a_span_takes_the_name_of_a_match_instead()
    {
        await PlayAsync();
        var samples = await _ingest.GetAsync($"/api/v1/samples?point=incomer&quantity=active_power&match={_match}");
        Assert.Equal(75 + 244, samples.GetProperty("series")[0].GetProperty("samples").GetArrayLength());
        Assert.Single((await _ingest.GetAsync($"/api/v1/checks?match={_match}")).GetProperty("checks").EnumerateArray());
        Assert.Equal(0.2, (await _ingest.GetAsync($"/api/v1/contamination?match={_match}")).GetProperty("all").GetProperty("contamination").GetProperty("share").GetDouble(), 9);
        Assert.Single((await _ingest.GetAsync($"/api/v1/bins/{Bin}/story?match={_match}")).GetProperty("events").EnumerateArray());
        Assert.Equal($"{Minute(244)}", Text(await _ingest.GetAsync($"/api/v1/completeness?node={Ground.MeterNode}&match={_match}"), "to"));
        Assert.Equal($"{Minute(-75)}", Text(await _ingest.GetAsync($"/api/v1/figures?figure=phase&match={_match}"), "from"));
        Assert.Equal(JsonValueKind.Array, (await _ingest.GetAsync($"/api/v1/record?match={_match}")).GetProperty("record").ValueKind);
    }

    [Fact]
    public async Task A_match_that_is_unknown_called_off_not_begun_or_asked_beside_a_span_is_refused()
    {
        await _ingest.ProblemAsync("/api/v1/matches/nobody/export", HttpStatusCode.NotFound);
        await _ingest.ProblemAsync("/api/v1/checks?match=nobody", HttpStatusCode.NotFound);
        var beside = await _ingest.ProblemAsync($"/api/v1/checks?match={_match}&from={_kickOff}", HttpStatusCode.BadRequest);
        Assert.Equal("match", Text(beside, "parameter"));
        await _ingest.ProblemAsync(Path("?names=yes"), HttpStatusCode.BadRequest);
        var next = await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Next FF","kick_off":"{{Minute(1000)}}"}""");
        await _ingest.ProblemAsync($"/api/v1/matches/{Text(next, "match")}/export", HttpStatusCode.Conflict);
        await PostAsync($"/api/v1/matches/{_match}", """{"who":"Kim","cancelled":true}""");
        await _ingest.ProblemAsync(Path(""), HttpStatusCode.Conflict);
        await _ingest.ProblemAsync($"/api/v1/checks?match={_match}", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_export_that_breaks_off_never_looks_whole_and_a_third_beside_two_is_told_to_wait()
    {
        var (begun, go) = (new SemaphoreSlim(0), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _ingest.DisposeAsync();
        await BeginAsync(services => services.AddSingleton<IExportFile>(new Breaking(begun, go.Task)));

        var two = Enumerable.Range(0, 2).Select(_ => _ingest.Http.GetAsync(Path(""), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken)).ToList();
        for (var each = 0; each < 2; each++)
            Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "an export never came to its last file");
        using (var third = await _ingest.Http.GetAsync(Path(""), TestContext.Current.CancellationToken).WithinAsync())
        {
            await RunningIngest.ProblemAsync(third, HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(third.Headers.RetryAfter);
        }

        go.SetResult();
        foreach (var export in two)
        {
            var broken = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                using var response = await export.WithinAsync();
                await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken).WithinAsync();
            });
            Assert.True(broken is HttpRequestException or IOException, broken.ToString());
        }
    }

    private async Task BeginAsync(Action<IServiceCollection>? replace = null)
    {
        _ingest = await RunningIngest.StartAsync(replace: replace);
        _match = Text(await PostAsync("/api/v1/matches", $$"""{"who":"Kim","opponent":"Sandvikens IF","kick_off":"{{_kickOff}}"}"""), "match");
    }

    /// <summary>What happens at it, said by Kim and Alex; returns the name of a tap.</summary>
    private async Task<string> PlayAsync()
    {
        await _ingest.StoreAsync([.. Enumerable.Range(-120, 390).Select(minute => new Sample(Ground.Power, Minute(minute), minute))]);
        await PostAsync($"/api/v1/matches/{_match}/phase", $$"""{"who":"Kim","phase":"half-time","at":"{{Minute(51)}}"}""");
        await PostAsync($"/api/v1/matches/{_match}", """{"who":"Alex","attendance":3012}""");
        var tap = Some.Action();
        await PostAsync($"/api/v1/bins/{Bin}/actions", $$"""{"action":"{{tap}}","at":"{{Minute(60)}}","what":"emptied","note":"Två påsar","who":"Kim"}""");
        await PostAsync("/api/v1/checks", $$"""{"action":"{{Some.Action()}}","who":"Kim","at":"{{Minute(200)}}","point":"{{Bin}}","method":"weighed","total_kg":8,"wrong":[{"fraction":"plastic","kg":1.6}],"note":"Muggar"}""");
        await RunningIngest.UntilAsync(
            async () => (await _ingest.GetAsync($"/api/v1/matches/{_match}")).GetProperty("results").GetProperty("attendance").ValueKind == JsonValueKind.Number, "the match's results are computed");
        return tap;
    }

    private async Task<Dictionary<string, string>> ExportAsync(string query, Phone? phone = null)
    {
        using var response = phone is null
            ? await _ingest.Http.GetAsync(Path(query), TestContext.Current.CancellationToken).WithinAsync()
            : await phone.SendAsync(HttpMethod.Get, Path(query));
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}");
        Assert.Equal(("application/zip", $"{_match}.zip"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileName));
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            Assert.StartsWith($"{_match}/", entry.FullName, StringComparison.Ordinal);
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
            files[entry.Name] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        return files;
    }

    private string Path(string query) => $"/api/v1/matches/{_match}/export{query}";

    private UnixTime Minute(int minute) => _kickOff + TimeSpan.FromMinutes(minute);

    // No cell that is looked at has a comma in it.
    private static List<string[]> Rows(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];

    private static string Text(JsonElement of, string field) => of.GetProperty(field).GetString()!;

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await _ingest.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken).WithinAsync();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A file after all others that waits, and then can't be read.</summary>
    private sealed class Breaking(SemaphoreSlim begun, Task go) : IExportFile
    {
        public string Name => "breaking.csv";

        public string English => "Nothing.";

        public IReadOnlyList<ExportColumn> Columns { get; } = [];

        public async ValueTask WriteAsync(ExportCase asked, PipeWriter output, CancellationToken cancellationToken)
        {
            begun.Release();
            await go;
            throw new IOException("it can't be read");
        }
    }
}
