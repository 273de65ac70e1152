using Microsoft.Playwright;

namespace Arena.Benchmarks.Live;

/// <summary>
/// A real, headless Chromium with a page of ingest's own origin that listens to <c>/api/v1/live</c> as the board does, and notes how old each reading is when
/// the page has it as an object. Its clock is the machine's, in whole milliseconds.
/// </summary>
internal sealed class BrowserReader : IAsyncDisposable
{
    private const string Listen = """
        () => new Promise((listening, failed) => {
          window.took = [];
          window.from = Infinity;
          const live = new EventSource('/api/v1/live');
          live.addEventListener('snapshot', () => listening());
          live.addEventListener('samples', event => {
            const samples = JSON.parse(event.data).samples;
            const now = Date.now();
            for (const sample of samples) {
              const time = Date.parse(sample.t);
              if (time >= window.from) window.took.push(now - time);
            }
          });
          live.onerror = () => failed(new Error('the live stream broke'));
        })
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private BrowserReader(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    /// <summary>The browser's version.</summary>
    public string Version => _browser.Version;

    /// <summary>Opens it; the snapshot has come when this returns.</summary>
    public static async Task<BrowserReader> OpenAsync(string address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{address}/healthz");
        await page.EvaluateAsync(Listen);
        return new BrowserReader(playwright, browser, page);
    }

    /// <summary>From now on readings are noted that are measured from now on.</summary>
    public Task BeginAsync() => _page.EvaluateAsync("() => { window.from = Date.now(); }");

    /// <summary>What it noted.</summary>
    public async Task<Latencies> TookAsync()
    {
        var latencies = new Latencies();
        foreach (var took in await _page.EvaluateAsync<double[]>("() => window.took"))
            latencies.Add(took);
        return latencies;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
