using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Arena.Edge.Tests.Mqtt;
using Xunit;

namespace Arena.Ingest.Tests.Rounds;

/// <summary>A tap that was answered, and ingest killed with -9 at once: it is there when ingest is back.</summary>
public sealed class KilledTapTests : IAsyncLifetime
{
    private const string Point = "bin-south-1-food";

    private readonly MosquittoBroker _broker = new();
    private readonly string _data = Directory.CreateTempSubdirectory("arena-killed-tap-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Manifest => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "hardware", "sites", "borlange-energi-arena.yaml"));

    public async ValueTask InitializeAsync() => await _broker.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_tap_that_was_answered_is_there_after_a_kill()
    {
        var at = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await WithIngestAsync(async http =>
        {
            using var tap = new StringContent($$"""{"action":"{{new string('a', 32)}}","at":"{{at}}","what":"skipped","why":"locked","who":"Kim"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"/api/v1/bins/{Point}/actions", tap, Cancellation).WithinAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });

        await WithIngestAsync(async http =>
        {
            var story = await http.GetFromJsonAsync<JsonElement>($"/api/v1/bins/{Point}/story", Cancellation).WithinAsync();
            var told = Assert.Single(story.GetProperty("events").EnumerateArray());
            Assert.Equal(("skipped", "locked", "Kim", at), (Text(told, "what"), Text(told, "why"), Text(told, "by"), Text(told, "at")));
        });
    }

    // Killed as soon as the work is done.
    private async Task WithIngestAsync(Func<HttpClient, Task> work)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[
            Path.Combine(AppContext.BaseDirectory, "arena-ingest.dll"), "run", "--site", Manifest, "--data", _data, "--http", "0",
            "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_broker.Port}")])
            start.ArgumentList.Add(argument);
        using var ingest = Process.Start(start)!;
        try
        {
            ingest.ErrorDataReceived += (_, _) => { };
            ingest.BeginErrorReadLine();
            var ready = await ingest.StandardOutput.ReadLineAsync(Cancellation).WithinAsync("ingest is ready");
            Assert.StartsWith("arena-ingest ready ", ready, StringComparison.Ordinal);
            using var http = new HttpClient { BaseAddress = new Uri(ready!.Split(' ')[2]) };
            await work(http);
        }
        finally
        {
            ingest.Kill();
            await ingest.WaitForExitAsync(CancellationToken.None).WithinAsync();
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;
}
