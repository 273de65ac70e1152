using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board in a real Chromium over the whole running system.</summary>
public sealed partial class BoardTests : IAsyncLifetime
{
    private readonly RunningBoard _board = new();

    public ValueTask InitializeAsync() => _board.StartAsync();

    public ValueTask DisposeAsync() => _board.DisposeAsync();

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1920, 1080)]
    public async Task A_live_value_changes_before_ones_eyes_and_nothing_complains(int width, int height)
    {
        var page = await _board.OpenAsync(width, height);
        var power = page.GetByTestId("power-now");
        await Assertions.Expect(power).ToHaveTextAsync(Number(), new() { Timeout = 30_000 });
        await Assertions.Expect(power).Not.ToHaveTextAsync("43,2 kW");

        // Dated a little ahead, so that it stays the newest: the venue's own power may stand still for a minute.
        var (point, node) = await _board.Arena.PointAsync("active_power", group: "incomer");
        var ahead = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5);
        await _board.Arena.PublishAsync(node, $$"""[{"bn":"{{point}}/","bt":{{RunningArena.Seconds(ahead)}},"n":"active_power","u":"W","v":43210}]""");
        await Assertions.Expect(power).ToHaveTextAsync(new Regex("43,2\\s*kW"), new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-live=online]").First).ToBeAttachedAsync();
        Assert.Empty(_board.Complaints);
    }

    [Fact]
    public async Task Bins_nodes_and_a_trend_are_there_in_Swedish_and_in_English()
    {
        var page = await _board.OpenAsync(1280, 900);
        await Assertions.Expect(page.GetByTestId("bins")).ToContainTextAsync("%", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("nodes")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("map")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("trend").Locator("canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "sv");

        await page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(_board.Complaints);
    }

    [Fact]
    public async Task A_phone_never_scrolls_sideways()
    {
        var page = await _board.OpenAsync(390, 844);
        await Assertions.Expect(page.GetByTestId("bins")).ToContainTextAsync("%", new() { Timeout = 30_000 });

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    [GeneratedRegex("[0-9]")]
    private static partial Regex Number();
}
