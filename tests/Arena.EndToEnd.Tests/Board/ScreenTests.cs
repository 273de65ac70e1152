using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The operations screen on a TV over the running system, of whose nodes one runs: the bins are told by the test.</summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patience = new() { Timeout = 30_000 };

    private readonly RunningBoard _board = new() { Arena = new RunningArena { Node = RunningArena.NodeNames()[0] } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _board.StartAsync();

    public ValueTask DisposeAsync() => _board.DisposeAsync();

    [Fact]
    public async Task A_bin_that_becomes_urgent_an_emptying_tapped_out_there_and_the_next_whistle_are_seen_and_so_is_a_lost_line()
    {
        var match = (await PostAsync("matches", new
        {
            who = "Testet",
            opponent = "Gästerna",
            kick_off = At(TimeSpan.FromMinutes(30)),
            expected_attendance = 3000,
            action = "the-match",
        })).GetProperty("match").GetString();
        var page = await _board.OpenAsync(1920, 1080);
        await page.GotoAsync($"{_board.Arena.Http.BaseAddress}#page=screen");
        var phase = page.GetByTestId("screen-phase");
        await Assertions.Expect(phase).ToHaveAttributeAsync("data-phase", "gates", Patience);
        await Assertions.Expect(page.GetByTestId("screen-countdown")).ToHaveTextAsync(Clock());

        // A level is the middle one of the last three readings.
        var (bin, node) = await _board.Arena.PointAsync("filling_level", group: "bin");
        await PublishAsync(bin, node, (-20, 0.66), (-10, 0.78), (-5, 0.84), (-2, 0.89), (-1, 0.9), (0, 0.91));
        var bar = page.GetByTestId("screen-map").Locator($"[data-bin='{bin}']");
        await Assertions.Expect(bar).ToHaveAttributeAsync("data-look", "urgent", Patience);
        await Assertions.Expect(page.GetByTestId("screen-map").Locator("[data-look=urgent].station")).ToContainTextAsync("90");
        await Assertions.Expect(page.GetByTestId("screen-stops").Locator($"[data-stop='{bin}']")).ToContainTextAsync(Percent());
        await Assertions.Expect(page.GetByTestId("screen-tally").Locator("[data-figure=left]")).ToHaveTextAsync("1");

        await PostAsync($"bins/{bin}/actions", new { action = new string('a', 32), at = At(TimeSpan.Zero), what = "emptied", who = "Testet" });
        await Assertions.Expect(bar).ToHaveAttributeAsync("data-look", "emptied", Patience);
        await Assertions.Expect(page.GetByTestId("screen-latest").Locator("[data-deed=emptied]")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("screen-tally").Locator("[data-figure=emptied]")).ToHaveTextAsync("1");

        await PostAsync($"matches/{match}/phase", new { who = "Testet", phase = "first-half", action = "the-whistle" });
        await Assertions.Expect(phase).ToHaveAttributeAsync("data-phase", "first-half", Patience);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth && document.documentElement.scrollHeight <= window.innerHeight"));
        Assert.EndsWith("/#page=screen", page.Url, StringComparison.Ordinal);
        Assert.Empty(_board.Complaints);

        // From here on the browser complains, as it should.
        var html = page.Locator("html");
        await _board.Arena.KillIngestAsync();
        await Assertions.Expect(html).Not.ToHaveAttributeAsync("data-live", "online", new() { Timeout = 30_000 });
        await Assertions.Expect(phase).ToHaveAttributeAsync("data-phase", "first-half");
        await _board.StartIngestAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("data-live", "online", new() { Timeout = 60_000 });
        await Assertions.Expect(bar).ToHaveAttributeAsync("data-look", "emptied", Patience);
    }

    private static string At(TimeSpan later) => (TimeProvider.System.GetUtcNow() + later).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task PublishAsync(string bin, string node, params (int Minute, double Level)[] levels)
    {
        var now = TimeProvider.System.GetUtcNow();
        var readings = levels.Select(each => string.Create(
            CultureInfo.InvariantCulture, $$"""{"n":"{{bin}}/filling_level","u":"/","t":{{RunningArena.Seconds(now.AddMinutes(each.Minute))}},"v":{{each.Level}}}"""));
        await _board.Arena.PublishAsync(node, $"[{string.Join(',', readings)}]");
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _board.Arena.Http.PostAsJsonAsync($"api/v1/{path}", body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        using var told = JsonDocument.Parse(text);
        return told.RootElement.Clone();
    }

    [GeneratedRegex("^[0-9]{2}:[0-9]{2}$")]
    private static partial Regex Clock();

    [GeneratedRegex("90\\s%")]
    private static partial Regex Percent();
}
