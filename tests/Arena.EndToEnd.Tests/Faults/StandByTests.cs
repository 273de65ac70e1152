using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A second ingest beside the one that works: it is kept out of the data folder while that one lives, and takes it over when it dies.</summary>
[Trait("Fault", "19")]
public sealed class StandByTests
{
    [Fact]
    public async Task A_stand_by_takes_over_what_a_dead_ingest_left()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        arena.LaunchEdge(historyDays: 0.5);
        await messages.UntilAsync(seen => seen.Confirmed > 20, "20 confirmed batches");

        await using (var second = arena.LaunchIngest())
        {
            Assert.Equal(2, await second.ExitCodeAsync());
            Assert.Contains($"--data {arena.IngestData} is in use by another arena-ingest", second.Output, StringComparison.Ordinal);
        }

        await arena.KillIngestAsync();
        await arena.StartIngestAsync();

        (await Account.CloseAsync(arena)).Holds(atLeast: 10_000);
    }
}
