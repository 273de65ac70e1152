using Microsoft.Playwright;

namespace Arena.EndToEnd.Tests.Board;

/// <summary>What a network gives: time of a round trip in milliseconds, kilobits a second down and up.</summary>
internal sealed record NetworkProfile(string Name, double RoundTripMs, double DownKbps, double UpKbps)
{
    /// <summary>Lighthouse's mobile default since version 3, called slow 4G there; it stands for a good 3G.</summary>
    public static readonly NetworkProfile Slow4G = new("slow 4G (good 3G)", 150, 1638.4, 750);

    /// <summary>Lighthouse's regular 3G.</summary>
    public static readonly NetworkProfile Regular3G = new("regular 3G", 300, 700, 700);
}

/// <summary>The first visit of a browser that knows nothing of the board, until one can use it.</summary>
/// <param name="Bytes">Over the wire, compressed, headers included.</param>
/// <param name="Took">From the address to the picture after the condition came true; on this machine, whose processor is not slowed down.</param>
/// <param name="Fetched">What was asked for until then, in that order.</param>
internal sealed record FirstVisit(long Bytes, TimeSpan Took, IReadOnlyList<Fetched> Fetched)
{
    // The moment itself, told by the page: who asks from outside asks now and then, and adds up to a second. After the next picture, when the thread is free again.
    private const string Watch =
        """
        window.usableAfter = new Promise((tell) => {
          const usable = () => CONDITION;
          new MutationObserver((_, watch) => {
            if (!usable()) return;
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
          }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        });
        """;

    /// <param name="board">The board.</param>
    /// <param name="address">What follows <c>/</c>.</param>
    /// <param name="usable">Script that is true when the page can be used.</param>
    /// <param name="network">Null for as fast as it goes.</param>
    public static async Task<FirstVisit> OfAsync(RunningBoard board, string address, string usable, NetworkProfile? network = null)
    {
        var page = await board.EmptyPageAsync(390, 844);
        await page.AddInitScriptAsync(Watch.Replace("CONDITION", usable, StringComparison.Ordinal));
        var session = await page.Context.NewCDPSessionAsync(page);
        var wire = new Wire(session);
        await session.SendAsync("Network.enable");
        if (network is not null)
        {
            await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["offline"] = false,
                ["latency"] = network.RoundTripMs,
                ["downloadThroughput"] = network.DownKbps * 1000 / 8,
                ["uploadThroughput"] = network.UpKbps * 1000 / 8,
            });
        }

        await page.GotoAsync($"{board.Arena.Http.BaseAddress}{address}", new() { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
        var took = TimeSpan.FromMilliseconds(await page.EvaluateAsync<double>("window.usableAfter").WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System));
        var fetched = wire.Fetched;
        await page.Context.CloseAsync();
        return new FirstVisit((long)fetched.Sum(each => each.Bytes), took, fetched);
    }
}
