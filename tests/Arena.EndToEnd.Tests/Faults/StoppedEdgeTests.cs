using System.Globalization;
using System.Text;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Arena.Wire.Nodes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>An edge that stands still (SIGSTOP), as a machine that swaps or a suspended virtual one does, and goes on.</summary>
[Trait("Fault", "7")]
public sealed class StoppedEdgeTests(ITestOutputHelper output)
{
    [Fact]
    public Task An_edge_that_stood_still_until_its_connection_was_gone_goes_on_without_a_storm() => StandStillAsync(TimeSpan.Zero);

    [Fact]
    [Trait("Category", "Soak")]
    public Task An_edge_that_stood_still_for_ten_minutes_goes_on_without_a_storm() => StandStillAsync(TimeSpan.FromMinutes(10));

    private async Task StandStillAsync(TimeSpan further)
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "data", "state");
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.01);
        await arena.DrainedAsync();

        // The broker gives up on a silent client after 1.5 keep-alives and publishes its will.
        var nodes = RunningArena.NodeNames().Count;
        arena.Edge!.Stop();
        await messages.UntilAsync(seen => Latest(seen, online: false) == nodes, "the wills of all nodes");
        await Task.Delay(further, TimeProvider.System, TestContext.Current.CancellationToken);
        var before = messages.Count;
        arena.Edge.Continue();
        await messages.UntilAsync(seen => Latest(seen, online: true) == nodes, "all nodes online again");
        await arena.DrainedAsync(TimeSpan.FromSeconds(60));

        var account = await Account.CloseAsync(arena);
        var after = messages.All.Skip(before).Where(message => message.Kind == "data").ToList();
        var batches = after.Select(message => (message.Node, Head(message))).Distinct().Count();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after standing still: {after.Count} messages of {batches} batches of {nodes} nodes"));
        // What waited is offered once on the new connection; a few are on their way when it is made.
        Assert.InRange(after.Count, nodes, batches + (3 * nodes));
        account.Holds(atLeast: 1_000);
    }

    private static int Latest(ReceivedMessages seen, bool online) => seen.All
        .Where(message => message.Kind == "state")
        .GroupBy(message => message.Node)
        .Count(node => NodeState.TryParse(Encoding.UTF8.GetBytes(node.Last().Payload), out var state) && state.Online == online);

    private static (string?, long) Head(ReceivedMessage message)
    {
        using var pack = JsonDocument.Parse(message.Payload);
        return (pack.RootElement[0].GetProperty("epoch").GetString(), pack.RootElement[0].GetProperty("seq").GetInt64());
    }
}
