using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>
/// A whole match at speed, from the gates to the end of cleaning, over the whole running system: the virtual venue's bins fill, one operator begins the phases, two
/// walk the round, and one of them has no network from half-time to the second half.
/// </summary>
public sealed class WholeMatchTests : IAsyncLifetime
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "screenshots", "whole-match");

    private readonly RunningBoard _board = new();

    public ValueTask InitializeAsync() => _board.StartAsync(edge: false);

    public ValueTask DisposeAsync() => _board.DisposeAsync();

    [Fact]
    public async Task Two_phones_agree_when_it_is_over_though_one_was_without_network_and_every_tap_was_heard_once()
    {
        var match = await MakeAsync();
        var ground = new MatchGround(_board.Arena);
        await ground.PlayToAsync(-75);
        await using var kim = await Phone.OpenAsync(_board, "Kim");
        await using var alex = await Phone.OpenAsync(_board, "Alex");
        var screen = await _board.OpenAsync(1920, 1080, "#page=screen");
        await kim.PhaseAsync("gates");
        await ground.PlayToAsync(-5);
        await PictureAsync("1-gates", kim, alex, screen);

        await kim.BeginAsync("first-half");
        await alex.PhaseAsync("first-half");
        await ground.PlayToAsync(46);
        await kim.BeginAsync("half-time");
        await alex.PhaseAsync("half-time");
        await ground.PlayToAsync(58);
        await kim.GoAsync("round");
        var due = await DueAsync(alex, 4);
        await DueAsync(kim, 4);
        await PictureAsync("2-half-time", kim, alex, screen);

        // One empties, the other sees it; then the second one's network is gone, and he works on.
        await kim.TapAsync(due[0], "emptied");
        ground.Empty(due[0]);
        await Assertions.Expect(alex.Page.Locator($".stop[data-bin='{due[0]}'].is-done")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await alex.LoseNetworkAsync();
        await alex.TapAsync(due[1], "emptied");
        ground.Empty(due[1]);
        await alex.TapAsync(due[2], "skipped", "locked");
        await alex.TapAsync(due[3], "overflowing");
        await alex.UndoAsync();
        await alex.WaitingAsync(4);
        await alex.Page.ReloadAsync();
        await alex.WaitingAsync(4);
        await kim.TapAsync(due[1], "emptied");
        await PictureAsync("3-without-network", kim, alex, screen);

        await kim.BeginAsync("second-half");
        await alex.FindNetworkAsync();
        await alex.WaitingAsync(0);
        await alex.PhaseAsync("second-half");
        await ground.PlayToAsync(104);
        await PictureAsync("4-second-half", kim, alex, screen);
        foreach (var (phase, minute) in new[] { ("egress", 128), ("clean-up", 150) })
        {
            await kim.BeginAsync(phase);
            await alex.PhaseAsync(phase);
            await ground.PlayToAsync(minute);
            await PictureAsync(phase, kim, alex, screen);
        }

        await kim.GoAsync("round");
        await SameRoundAsync(kim, alex);
        await StoriesAsync(due, kim, alex);
        await PhasesAsync(match);
        Assert.Empty(_board.Complaints);
    }

    // The gates open now.
    private async Task<string> MakeAsync()
    {
        var kickOff = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(74);
        using var answer = await _board.Arena.Http.PostAsJsonAsync(
            "api/v1/matches", new { who = "Kim", opponent = "Gästerna", kick_off = kickOff.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), expected_attendance = 5200, action = "made" });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("match").GetString()!;
    }

    private static async Task<List<string>> DueAsync(Phone phone, int atLeast)
    {
        var stops = phone.Page.Locator(".stop:not(.is-done)");
        await Assertions.Expect(stops.Nth(atLeast - 1)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        return [.. (await stops.EvaluateAllAsync<string[]>("stops => stops.map((stop) => stop.dataset.bin)")).Take(atLeast)];
    }

    private static async Task SameRoundAsync(Phone one, Phone other)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var (first, second) = (await one.StopsAsync(), await other.StopsAsync());
            if (first.SequenceEqual(second, StringComparer.Ordinal))
                return;
            Assert.False(patience.IsCancellationRequested, $"the phones differ:\n{string.Join('\n', first)}\n\n{string.Join('\n', second)}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What both phones sent stands in the server's stories, each once and in the order it was tapped; and both phones tell the same.</summary>
    private async Task StoriesAsync(IReadOnlyList<string> bins, Phone one, Phone other)
    {
        var heard = new List<string>();
        foreach (var point in bins)
        {
            var story = await _board.Arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/bins/{point}/story");
            var actions = story.GetProperty("events").EnumerateArray().Where(said => said.GetProperty("kind").GetString() == "action").ToList();
            heard.AddRange(actions.Select(said => said.GetProperty("action").GetString()!));
            Assert.Equal(actions.Select(said => said.GetProperty("at").GetDateTimeOffset()).Order(), actions.Select(said => said.GetProperty("at").GetDateTimeOffset()));
            Assert.Equal(await one.StoryAsync(point, actions.Count), await other.StoryAsync(point, actions.Count));
        }

        // Five taps at bins: two of Kim's, three of Alex's; his undo is told with what it took back.
        Assert.Equal(5, heard.Count);
        Assert.Equal(heard.Count, heard.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(one.Tapped.Union(other.Tapped).ToHashSet(StringComparer.Ordinal), heard.ToHashSet(StringComparer.Ordinal));
    }

    // Each phase was begun once, though each was tapped twice.
    private async Task PhasesAsync(string match)
    {
        var whole = await _board.Arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/matches/{match}");
        var begun = whole.GetProperty("history").EnumerateArray()
            .Select(said => said.GetProperty("said"))
            .Where(said => said.TryGetProperty("phase", out _))
            .Select(said => said.GetProperty("phase").GetString());
        Assert.Equal(["first-half", "half-time", "second-half", "egress", "clean-up"], begun);
    }

    private static async Task PictureAsync(string name, Phone kim, Phone alex, IPage screen)
    {
        await kim.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-kim.png") });
        await alex.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-alex.png") });
        await screen.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-screen.png") });
    }
}
