using System.Globalization;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>How fast it is: figures, with bounds far above them.</summary>
[Trait("Category", "Soak")]
public sealed class FigureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task At_live_rate_a_batch_is_confirmed_within_a_second_of_being_sealed()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        await arena.StartEdgeAsync(historyDays: 0.01);
        await arena.DrainedAsync();
        var since = TimeProvider.System.GetUtcNow();

        await Task.Delay(TimeSpan.FromMinutes(2), TimeProvider.System, TestContext.Current.CancellationToken);

        (await Account.CloseAsync(arena)).Holds(atLeast: 1_000);
        var latency = Latency.Of(arena.EdgeData, RunningArena.NodeNames(), messages.All, since);
        output.WriteLine($"from sealing to acknowledgement at live rate: {latency}");
        Assert.InRange(latency.P99, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_day_of_the_venue_drains_within_a_minute()
    {
        await using var arena = new RunningArena();
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.Broker.StopAsync();
        await arena.StartEdgeAsync(historyDays: 1);
        Assert.Equal(0, await arena.Edge!.TerminateAsync());
        var samples = (await arena.SealedAsync()).Count;
        var batches = await arena.SealedBatchesAsync();
        await arena.Broker.StartAsync();
        await arena.Ingest!.LineAsync("is online");

        // From the moment the outboxes are open to the end, when every batch is confirmed: connecting included, waiting for a broker not.
        await using var drain = arena.LaunchDrain();
        await drain.LineAsync("batches wait");
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await drain.ExitCodeAsync(TimeSpan.FromMinutes(5)));
        var took = TimeProvider.System.GetElapsedTime(begun);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"drained {batches:N0} batches with {samples:N0} samples of {RunningArena.NodeNames().Count} nodes in {took.TotalSeconds:0.0} s: {batches / took.TotalSeconds:N0} batches/s, {samples / took.TotalSeconds:N0} samples/s"));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        (await Account.TakeAsync(arena)).Holds(atLeast: 100_000);
    }
}
