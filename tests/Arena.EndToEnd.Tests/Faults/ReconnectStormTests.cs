using System.Collections.Concurrent;
using System.Globalization;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>Five hundred nodes lose their broker in the same moment and all want it back.</summary>
[Trait("Fault", "32")]
public sealed class ReconnectStormTests(ITestOutputHelper output)
{
    private const int Nodes = 500;

    // Long enough for the back-off to have grown beyond the first pauses.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Five_hundred_nodes_come_back_spread_over_seconds_and_drain()
    {
        using var folder = new TempFolder();
        await using var arena = new RunningArena { Site = await ManyNodesManifest.WriteAsync(folder.Child("site.yaml"), Nodes) };
        var connects = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        arena.Broker.Follower = line => Note(line, connects);
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0);
        await AllAsync(connects);

        await arena.Broker.KillAsync();
        connects.Clear();
        await Task.Delay(Outage, TimeProvider.System, TestContext.Current.CancellationToken);
        await arena.Broker.StartAsync();
        var back = TimeProvider.System.GetUtcNow();
        await AllAsync(connects);
        await arena.DrainedAsync(TimeSpan.FromSeconds(60));
        var drained = TimeProvider.System.GetUtcNow() - back;

        var times = connects.Values.Order().ToList();
        var spread = times[^1] - times[0];
        var most = times.GroupBy(time => (time - times[0]).Ticks / Slice.Ticks).Max(slice => slice.Count());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Nodes} nodes were back within {(times[^1] - back).TotalSeconds:0.0} s, spread over {spread.TotalSeconds:0.0} s, at most {most} in {Slice.TotalMilliseconds} ms; all drained after {drained.TotalSeconds:0.0} s; edge at most {arena.Edge!.MostResidentBytes >> 20} MiB"));
        Assert.InRange(spread, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.InRange(most, 1, Nodes / 3);
        (await Account.CloseAsync(arena)).Holds(atLeast: 2 * Nodes);
    }

    // The broker's own line: "New client connected from 127.0.0.1:51058 as node-17 (p5, c1, …".
    private static void Note(string line, ConcurrentDictionary<string, DateTimeOffset> connects)
    {
        if (line.Contains("New client connected", StringComparison.Ordinal) && line.Split(" as ") is [_, var rest] && rest.StartsWith("node-", StringComparison.Ordinal))
            connects.TryAdd(rest.Split(' ')[0], TimeProvider.System.GetUtcNow());
    }

    private static async Task AllAsync(ConcurrentDictionary<string, DateTimeOffset> connects)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (connects.Count < Nodes)
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"only {connects.Count} of {Nodes} nodes connected");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
