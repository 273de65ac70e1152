using Arena.EndToEnd.Tests.House;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>The board in a real Chromium over the whole running system, and what the browser complains of.</summary>
internal sealed class RunningBoard : IAsyncDisposable
{
    private static readonly string Dist = Path.Combine(Repository.Root, "dashboards", "board", "dist");

    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningArena Arena { get; init; } = new();

    /// <summary>The built board that ingest serves.</summary>
    public string Folder { get; init; } = Dist;

    /// <summary>Errors in the console, exceptions, and answers of 400 and above, of all pages.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <param name="edge">Without the virtual venue, only a broker and ingest run: nothing is measured.</param>
    public async ValueTask StartAsync(bool edge = true)
    {
        Assert.True(File.Exists(Path.Combine(Folder, "index.html")), "the board is not built: ./arena test builds it");
        await Arena.StartAsync(async () =>
        {
            await Arena.StartBrokerAsync();
            await StartIngestAsync();
            if (edge)
                await Arena.StartEdgeAsync(0.02);
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Starts ingest, also anew after it was killed.</summary>
    public Task StartIngestAsync() => Arena.StartIngestAsync("--board", Folder);

    /// <summary>The board in a page of its own, with storage of its own: a phone, a screen.</summary>
    /// <param name="width">Of the window, CSS pixels.</param>
    /// <param name="height">Of the window, CSS pixels.</param>
    /// <param name="address">What follows <c>/</c>, <c>#page=match</c>.</param>
    /// <param name="dark">The device asks for dark colours.</param>
    /// <param name="network">Its own way to ingest, which a test cuts; null for straight to it.</param>
    public async Task<IPage> OpenAsync(int width, int height, string address = "", bool dark = false, TcpRelay? network = null)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        page.Console += (_, message) =>
        {
            // That its network is gone the browser says by itself, where a test took it away.
            if (message.Type == "error" && !(network is not null && message.Text.StartsWith("Failed to load resource: net::ERR_", StringComparison.Ordinal)))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _complaints.Add($"{response.Status} {response.Url}");
        };
        await page.GotoAsync(network is null ? $"{Arena.Http.BaseAddress}{address}" : $"http://{network.Address}/{address}");
        return page;
    }

    /// <summary>A page of its own that has not opened anything.</summary>
    public Task<IPage> EmptyPageAsync(int width, int height) =>
        _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Arena.DisposeAsync();
    }

    /// <summary>A phone: storage of its own that outlives its pages, and a network of its own that a test takes away.</summary>
    /// <param name="worker">Whether it has a worker; without, each request can be seen and broken.</param>
    public Task<IBrowserContext> PhoneAsync(bool worker = true) => _browser!.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = 390, Height = 844 },
        HasTouch = true,
        ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
    });
}
