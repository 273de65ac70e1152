using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A node's card is copied, and both nodes run: the same name, the same outbox, other measurements.</summary>
[Trait("Fault", "9")]
public sealed class CloneTests(ITestOutputHelper output)
{
    private const string Node = "node-switchroom";

    [Fact]
    public async Task A_cloned_node_raises_an_alarm_nothing_of_either_history_is_lost_and_the_others_do_not_notice()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.01);
        var alone = TimeProvider.System.GetUtcNow();
        await SomeBatchesAsync(messages);
        Assert.Equal(0, await arena.Edge!.TerminateAsync());
        await arena.HandOverAsync();
        var others = RunningArena.NodeNames().Where(node => node != Node).ToList();
        var before = Latency.Of(arena.EdgeData, others, messages.All, alone);

        var cloned = arena.Child("clone");
        Directory.CreateDirectory(Path.Combine(cloned, Node));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(arena.EdgeData, Node)))
            File.Copy(file, Path.Combine(cloned, Node, Path.GetFileName(file)));
        var both = TimeProvider.System.GetUtcNow();
        await arena.StartEdgeAsync(historyDays: 0);
        await using var clone = arena.LaunchClone(cloned, Node, "--seed", "2");
        // Whichever learns first that the other's batches stand under its numbers says so and goes on in an outbox of its own.
        await await Task.WhenAny(arena.Edge!.LineAsync("ALARM: the outbox"), clone.LineAsync("ALARM: the outbox"));
        await arena.Ingest!.LineAsync($"ALARM: node {Node} ended its outbox");
        await SomeBatchesAsync(messages);

        await clone.TerminateAsync();
        Assert.Equal(0, await arena.Edge!.TerminateAsync());
        await arena.HandOverAsync(data: cloned);
        await arena.HandOverAsync();

        var account = await Account.TakeAsync(arena, cloned);
        output.WriteLine($"{account}; latency of the other nodes {before} alone, {Latency.Of(arena.EdgeData, others, messages.All, both)} beside a clone");
        // Where both measured the same in the same moment, the first one's value stays and the other is in quarantine.
        Assert.Equal((0, account.Conflicting), (account.Doubled, account.Missing));
        Assert.InRange(account.Quarantined, account.Conflicting, long.MaxValue);
        Assert.InRange(
            Latency.Of(arena.EdgeData, others, messages.All, both).P99, TimeSpan.Zero, TimeSpan.FromSeconds(2) + (3 * before.P99));
    }

    private static Task SomeBatchesAsync(ReceivedMessages messages)
    {
        var confirmed = messages.Confirmed;
        return messages.UntilAsync(seen => seen.Confirmed > confirmed + 60, "60 batches confirmed");
    }
}
