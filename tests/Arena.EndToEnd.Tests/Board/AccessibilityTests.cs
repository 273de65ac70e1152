using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>Every page of the board for everybody: WCAG 2.2 AA as axe-core sees it, on a phone and on a TV, in both languages, light and dark.</summary>
[Collection(SeenBoard.Name)]
public sealed class AccessibilityTests(WatchedBoard watched)
{
    private static readonly (int Width, int Height)[] Sizes = [(390, 844), (1920, 1080)];

    public static TheoryData<string, int, int> PagesAndSizes { get; } =
        [.. from name in BoardPages.Names from size in Sizes select new TheoryDataRow<string, int, int>(name, size.Width, size.Height)];

    [Theory]
    [MemberData(nameof(PagesAndSizes))]
    public async Task A_page_breaks_no_rule_in_Swedish_by_day_and_in_English_by_night(string name, int width, int height)
    {
        var page = await watched.Board.OpenAsync(width, height, BoardPages.AddressOf(name));
        await BoardPages.ShownAsync(page);
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.EvaluateAsync("localStorage.setItem('arena.language', 'en')");
        await page.ReloadAsync();
        await BoardPages.ShownAsync(page);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.CloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_opens_on_a_page_breaks_no_rule(bool dark)
    {
        var page = await watched.Board.OpenAsync(390, 844, dark: dark);
        await BoardPages.ShownAsync(page);
        await page.GetByTestId("map").GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(page.Locator(".here")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.GetByTestId("trend-point").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.CloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_network_it_breaks_no_rule_either(bool dark)
    {
        await using var network = new TcpRelay(watched.Board.Arena.HttpPort);
        var page = await watched.Board.OpenAsync(390, 844, dark: dark, network: network);
        await BoardPages.ShownAsync(page);
        await page.Context.SetOfflineAsync(true);
        network.Down();
        await Assertions.Expect(page.Locator("html:not([data-live=online])")).ToBeAttachedAsync(new() { Timeout = 60_000 });

        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.CloseAsync();
    }

    /// <summary>What was opened on this page, then the same without network.</summary>
    [Theory]
    [InlineData("match", "[data-testid=match-new]", "[data-testid=match-import]")]
    [InlineData("checks", "[data-station=bin-south-1]", "[data-point=bin-south-1-food]")]
    [InlineData("bin", "[data-deed=skipped]", null)]
    [InlineData("round", "[data-testid=menu-more]", null)]
    [InlineData("fleet", null, null)]
    [InlineData("screen", null, null)]
    public async Task What_opens_on_other_pages_breaks_no_rule_with_network_or_without(string name, string? first, string? second)
    {
        await using var network = new TcpRelay(watched.Board.Arena.HttpPort);
        var page = await watched.Board.OpenAsync(390, 844, BoardPages.AddressOf(name), dark: name.Length % 2 == 0, network: network);
        await BoardPages.ShownAsync(page);
        foreach (var opener in new[] { first, second }.OfType<string>())
            await page.Locator(opener).ClickAsync(new() { Timeout = 30_000 });
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.Context.SetOfflineAsync(true);
        network.Down();
        await Assertions.Expect(page.Locator("html:not([data-live=online])")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_spoiled_page_is_found_out()
    {
        var page = await watched.Board.OpenAsync(390, 844);
        await BoardPages.ShownAsync(page);
        await page.EvaluateAsync(
            """
            () => {
              const spoiled = document.createElement('div');
              spoiled.innerHTML = '<button id="nameless"></button><p id="pale">Töm nu</p><img id="silent" src="/favicon.svg">';
              document.querySelector('main').append(spoiled);
              Object.assign(document.getElementById('pale').style, { color: '#bbb', background: '#fff' });
            }
            """);

        var found = await Axe.ViolationsAsync(page);
        Assert.Contains(found, line => line.StartsWith("button-name: #nameless", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("color-contrast: #pale", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("image-alt: #silent", StringComparison.Ordinal));
        await page.CloseAsync();
    }
}
