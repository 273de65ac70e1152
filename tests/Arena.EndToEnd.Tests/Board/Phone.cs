using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>An operator's phone: the board on its round page, with a network of its own that a test takes away.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private readonly TcpRelay _network;
    private readonly ConcurrentBag<string> _tapped = [];

    private Phone(IPage page, TcpRelay network)
    {
        Page = page;
        _network = network;
        page.Request += (_, request) => Note(request);
    }

    public IPage Page { get; }

    /// <summary>Names of all that was sent to bins, an undo too; each once, however often it was sent.</summary>
    public IReadOnlySet<string> Tapped => _tapped.ToHashSet(StringComparer.Ordinal);

    public static async Task<Phone> OpenAsync(RunningBoard board, string name)
    {
        var network = new TcpRelay(board.Arena.HttpPort);
        var page = await board.OpenAsync(390, 844, "#page=round", network: network);
        var phone = new Phone(page, network);
        await BoardPages.ShownAsync(page);
        await page.GetByTestId("name-ask").GetByRole(AriaRole.Textbox).FillAsync(name);
        await page.GetByTestId("name-ask").GetByRole(AriaRole.Button).ClickAsync();
        // From now on it opens without network too.
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        return phone;
    }

    /// <summary>One tap at a bin of the round.</summary>
    public async Task TapAsync(string point, string deed, string? why = null)
    {
        var stop = Page.Locator($".stop[data-bin='{point}']");
        await stop.Locator($"[data-deed={deed}]").ClickAsync();
        if (why is not null)
            await stop.Locator($"[data-why={why}]").ClickAsync();
    }

    /// <summary>Takes the last tap back.</summary>
    public Task UndoAsync() => Page.GetByTestId("undo-bar").Locator(".undo-button").ClickAsync();

    /// <summary>Waits until so many taps wait to be sent.</summary>
    public Task WaitingAsync(int taps) => Assertions.Expect(Page.GetByTestId("pending")).ToHaveAttributeAsync("data-waiting", taps.ToString(CultureInfo.InvariantCulture), new() { Timeout = 60_000 });

    public async Task GoAsync(string page) => await Page.EvaluateAsync($"location.hash = '#page={page}'");

    /// <summary>Begins the phase that is offered, with one tap; the phone knows when it is heard.</summary>
    public async Task BeginAsync(string phase)
    {
        await GoAsync("match");
        var begin = Page.GetByTestId("phase-begin");
        await Assertions.Expect(begin).ToHaveAttributeAsync("aria-disabled", "false", new() { Timeout = 60_000 });
        // A slip: two taps are one.
        await begin.DblClickAsync();
        await PhaseAsync(phase);
        await Assertions.Expect(Page.GetByTestId("phase-undo")).ToBeVisibleAsync();
    }

    /// <summary>Waits until it shows that a phase is on.</summary>
    public Task PhaseAsync(string phase) =>
        Assertions.Expect(Page.GetByTestId("match-line")).ToHaveAttributeAsync("data-phase", phase, new() { Timeout = 60_000 });

    /// <summary>The network is gone, as at half-time with a full house.</summary>
    public async Task LoseNetworkAsync()
    {
        await Page.Context.SetOfflineAsync(true);
        _network.Down();
        await Assertions.Expect(Page.Locator("html:not([data-live=online])")).ToBeAttachedAsync(new() { Timeout = 60_000 });
    }

    public async Task FindNetworkAsync()
    {
        _network.Up();
        await Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(Page.Locator("html[data-live=online]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
    }

    /// <summary>The stops of the round as they stand on the screen: bin and state.</summary>
    public async Task<IReadOnlyList<string>> StopsAsync() =>
        await Page.Locator(".stop").EvaluateAllAsync<string[]>("stops => stops.filter((stop) => !stop.matches('.is-done')).map((stop) => `${stop.dataset.bin} ${stop.dataset.state}`)");

    /// <summary>What a bin's story tells on the screen: each action, and whether it was taken back.</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(string point, int actions)
    {
        await GoAsync($"bin&bin={point}");
        var rows = Page.GetByTestId("story").Locator("[data-kind=action]");
        await Assertions.Expect(rows).ToHaveCountAsync(actions, new() { Timeout = 60_000 });
        return await rows.EvaluateAllAsync<string[]>("rows => rows.map((row) => `${row.dataset.action} ${row.dataset.what} ${row.dataset.undone}`)");
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private void Note(IRequest request)
    {
        if (request.Method == "POST" && new Uri(request.Url).AbsolutePath.StartsWith("/api/v1/bins/", StringComparison.Ordinal) && request.PostData is { } body)
            _tapped.Add(JsonSerializer.Deserialize<JsonElement>(body).GetProperty("action").GetString()!);
    }
}
