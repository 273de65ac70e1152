using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A broker that forgets, stops, or drops what it said it has.</summary>
public sealed class BrokerTests
{
    [Fact]
    [Trait("Fault", "12")]
    public async Task A_broker_killed_with_its_database_erased_costs_nothing()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        arena.LaunchEdge(historyDays: 0.5);
        await messages.UntilAsync(seen => seen.Confirmed > 20, "20 confirmed batches");

        await arena.Broker.KillAsync();
        arena.Broker.EraseDatabase();
        await arena.Broker.StartAsync();

        (await Account.CloseAsync(arena)).Holds(atLeast: 10_000);
    }

    [Fact]
    [Trait("Fault", "14")]
    public async Task What_is_sealed_while_the_broker_is_stopped_drains_when_it_is_back()
    {
        await using var arena = new RunningArena();
        await arena.StartBrokerAsync();
        await arena.StartIngestAsync();
        await arena.Broker.StopAsync();
        await arena.StartEdgeAsync(historyDays: 0.2);

        await arena.Broker.StartAsync();

        await arena.DrainedAsync(TimeSpan.FromSeconds(60));
        (await Account.CloseAsync(arena)).Holds(atLeast: 10_000);
    }

    [Fact]
    [Trait("Fault", "13")]
    public async Task A_broker_that_queues_one_message_and_drops_the_rest_it_acknowledged_costs_time_and_nothing_else()
    {
        await using var arena = new RunningArena { Node = "node-switchroom" };
        await arena.StartBrokerAsync("max_queued_messages 1", "max_inflight_messages 1");
        await arena.StartIngestAsync();

        // Its session stays while ingest is dead; the broker says success to the edge and, in its log, what it does.
        await arena.KillIngestAsync();
        arena.LaunchEdge(historyDays: 0.15);
        await arena.Broker.LineAsync("Outgoing messages are being dropped for client arena-ingest-borlange-energi-arena");
        await arena.StartIngestAsync();

        (await Account.CloseAsync(arena)).Holds(atLeast: 5_000);
    }
}
