using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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

/// <summary>The first visit of a browser that knows nothing of the board: bytes over the wire, headers included, and time, until one can use it.</summary>
/// <param name="Bytes">As they came, compressed.</param>
/// <param name="Took">On this machine; its processor is not slowed down.</param>
/// <param name="Largest">What was fetched, the largest first.</param>
internal sealed record FirstVisit(long Bytes, TimeSpan Took, IReadOnlyList<string> Largest)
{
    /// <param name="board">The board.</param>
    /// <param name="address">What follows <c>/</c>.</param>
    /// <param name="usable">Resolves when the page can be used.</param>
    /// <param name="network">Null for as fast as it goes.</param>
    public static async Task<FirstVisit> OfAsync(RunningBoard board, string address, Func<IPage, Task> usable, NetworkProfile? network = null)
    {
        var page = await board.EmptyPageAsync(390, 844);
        var session = await page.Context.NewCDPSessionAsync(page);
        var count = new Dictionary<string, (string Address, double Finished, double Received)>(StringComparer.Ordinal);
        Listen("Network.requestWillBeSent", (id, told) => count[id] = (told.GetProperty("request").GetProperty("url").GetString()!, 0, 0));
        Listen("Network.dataReceived", (id, told) => count[id] = count[id] with { Received = count[id].Received + told.GetProperty("encodedDataLength").GetDouble() });
        // A stream never finishes: of it what came so far counts.
        Listen("Network.loadingFinished", (id, told) => count[id] = count[id] with { Finished = told.GetProperty("encodedDataLength").GetDouble() });
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

        var began = Stopwatch.GetTimestamp();
        await page.GotoAsync($"{board.Arena.Http.BaseAddress}{address}", new() { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
        await usable(page);
        var took = Stopwatch.GetElapsedTime(began);
        await page.Context.CloseAsync();
        lock (count)
        {
            var fetched = count.Values.Select(each => (each.Address, Bytes: Math.Max(each.Finished, each.Received))).OrderByDescending(each => each.Bytes).ToList();
            return new FirstVisit((long)fetched.Sum(each => each.Bytes), took, [.. fetched.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Bytes,8:0} {new Uri(each.Address).PathAndQuery}"))]);
        }

        void Listen(string name, Action<string, JsonElement> note) => session.Event(name).OnEvent += (_, told) =>
        {
            lock (count)
                note(told!.Value.GetProperty("requestId").GetString()!, told.Value);
        };
    }
}
