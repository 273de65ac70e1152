using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>A phone in somebody's hand: the board, opened at pages, tapped at bins, with its network taken away and given back.</summary>
internal sealed class OperatorPhone : IAsyncDisposable
{
    private const float Patience = 60_000;

    private readonly RunningBoard _board;
    private readonly IBrowserContext _context;

    private OperatorPhone(RunningBoard board, IBrowserContext context, IPage page)
    {
        _board = board;
        _context = context;
        Page = page;
    }

    public IPage Page { get; private set; }

    /// <summary>What was tapped and ingest has not got.</summary>
    public ILocator Pending => Page.GetByTestId("pending");

    /// <summary>Opens the board in the name that is kept with each tap.</summary>
    public static async Task<OperatorPhone> OpenAsync(RunningBoard board, string name, string address, bool worker = true)
    {
        var context = await board.PhoneAsync(worker);
        await context.AddInitScriptAsync($"localStorage.setItem('arena.who', '{name}')");
        var phone = new OperatorPhone(board, context, await context.NewPageAsync());
        await phone.Page.GotoAsync($"{board.Arena.Http.BaseAddress}{address}");
        await phone.LiveAsync();
        return phone;
    }

    /// <summary>Until the line is up.</summary>
    public Task LiveAsync() => Assertions.Expect(Page.Locator("html[data-live=online]")).ToBeAttachedAsync(new() { Timeout = Patience });

    /// <summary>Until the worker has everything, and what the page knows is on disk.</summary>
    public async Task PreparedAsync()
    {
        await Page.EvaluateAsync("navigator.serviceWorker.ready");
        await Page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null", null, new() { Timeout = Patience });
        await Page.EvaluateAsync("dispatchEvent(new Event('pagehide'))");
        await Page.WaitForFunctionAsync(
            """
            () => new Promise((resolve) => {
              const opened = indexedDB.open('arena-kept');
              opened.onsuccess = () => {
                const count = opened.result.transaction('state').objectStore('state').count();
                count.onsuccess = () => { resolve(count.result > 0); opened.result.close(); };
              };
            })
            """,
            null,
            new() { Timeout = Patience });
    }

    public Task LoseNetworkAsync() => _context.SetOfflineAsync(true);

    public Task FindNetworkAsync() => _context.SetOfflineAsync(false);

    /// <summary>The phone's system ends the page in the middle of whatever it does, and somebody opens it again.</summary>
    public async Task CrashAsync(string address)
    {
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.Crash += (_, _) => crashed.TrySetResult();
        _ = Page.GotoAsync("chrome://crash").ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await Page.CloseAsync();
        Page = await _context.NewPageAsync();
        await Page.GotoAsync($"{_board.Arena.Http.BaseAddress}{address}");
    }

    /// <summary>A bin's own page.</summary>
    public async Task<ILocator> AtBinAsync(string point)
    {
        await Page.EvaluateAsync("bin => { location.hash = '#page=bin&bin=' + bin; }", point);
        var bin = Page.Locator($"[data-testid=bin-page][data-bin='{point}']");
        await Assertions.Expect(bin).ToBeVisibleAsync(new() { Timeout = Patience });
        return bin;
    }

    /// <summary>Goes to a bin and taps; of a skipped one also why. Returns when the phone shows it.</summary>
    public async Task TapAsync(string point, string deed, string? why = null)
    {
        var bin = await AtBinAsync(point);
        await bin.Locator($"[data-deed={deed}]").ClickAsync();
        if (why is not null)
            await bin.Locator($"[data-why={why}]").ClickAsync();
        await Assertions.Expect(bin.Locator($"[data-last={deed}]")).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    /// <summary>Until so many taps wait on the phone.</summary>
    public Task WaitsAsync(int taps) =>
        Assertions.Expect(Pending).ToHaveAttributeAsync("data-waiting", taps.ToString(CultureInfo.InvariantCulture), new() { Timeout = Patience });

    /// <summary>What ingest knows of a bin.</summary>
    public async Task<IReadOnlyList<JsonElement>> StoryAsync(string point)
    {
        var story = await _board.Arena.Http.GetFromJsonAsync<JsonElement>($"api/v1/bins/{point}/story");
        return [.. story.GetProperty("events").EnumerateArray().Where(each => each.GetProperty("kind").GetString() == "action")];
    }

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
