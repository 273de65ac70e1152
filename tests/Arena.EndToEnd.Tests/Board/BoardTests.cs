using System.Text.RegularExpressions;
using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board in a real Chromium over the whole running system.</summary>
public sealed partial class BoardTests : IAsyncLifetime
{
    private readonly RunningArena _arena = new();
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var board = Path.Combine(Repository.Root, "dashboards", "board", "dist");
        Assert.True(File.Exists(Path.Combine(board, "index.html")), "the board is not built: ./arena test builds it");
        await _arena.StartAsync(async () =>
        {
            await _arena.StartBrokerAsync();
            await _arena.StartIngestAsync("--board", board);
            await _arena.StartEdgeAsync(0.02);
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _arena.DisposeAsync();
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1920, 1080)]
    public async Task A_live_value_changes_before_ones_eyes_and_nothing_complains(int width, int height)
    {
        var page = await OpenAsync(width, height);
        var power = page.GetByTestId("power-now");
        await Assertions.Expect(power).ToHaveTextAsync(Number(), new() { Timeout = 30_000 });
        await Assertions.Expect(power).Not.ToHaveTextAsync("43,2 kW");

        // Dated a little ahead, so that it stays the newest: the venue's own power may stand still for a minute.
        var (point, node) = await _arena.PointAsync("active_power", group: "incomer");
        var ahead = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5);
        await _arena.PublishAsync(node, $$"""[{"bn":"{{point}}/","bt":{{RunningArena.Seconds(ahead)}},"n":"active_power","u":"W","v":43210}]""");
        await Assertions.Expect(power).ToHaveTextAsync(new Regex("43,2\\s*kW"), new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-live=online]").First).ToBeAttachedAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Bins_nodes_and_a_trend_are_there_in_Swedish_and_in_English()
    {
        var page = await OpenAsync(1280, 900);
        await Assertions.Expect(page.GetByTestId("bins")).ToContainTextAsync("%", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("nodes")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("map")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("trend").Locator("canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "sv");

        await page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_phone_never_scrolls_sideways()
    {
        var page = await OpenAsync(390, 844);
        await Assertions.Expect(page.GetByTestId("bins")).ToContainTextAsync("%", new() { Timeout = 30_000 });

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private async Task<IPage> OpenAsync(int width, int height)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _complaints.Add($"{response.Status} {response.Url}");
        };
        await page.GotoAsync(_arena.Http.BaseAddress!.ToString());
        return page;
    }

    [GeneratedRegex("[0-9]")]
    private static partial Regex Number();
}
