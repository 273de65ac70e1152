using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board in a real Chromium over the whole running system, and what the browser complains of.</summary>
internal sealed class RunningBoard : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningArena Arena { get; } = new();

    /// <summary>Errors in the console, exceptions, and answers of 400 and above, of all pages.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask StartAsync()
    {
        var board = Path.Combine(Repository.Root, "dashboards", "board", "dist");
        Assert.True(File.Exists(Path.Combine(board, "index.html")), "the board is not built: ./arena test builds it");
        await Arena.StartAsync(async () =>
        {
            await Arena.StartBrokerAsync();
            await Arena.StartIngestAsync("--board", board);
            await Arena.StartEdgeAsync(0.02);
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>The board in a page of its own.</summary>
    public async Task<IPage> OpenAsync(int width, int height)
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
        await page.GotoAsync(Arena.Http.BaseAddress!.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Arena.DisposeAsync();
    }
}
