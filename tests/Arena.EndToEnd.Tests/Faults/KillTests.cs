using System.Globalization;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>kill -9, again and again at random moments, while the past of the whole venue is on its way.</summary>
[Trait("Fault", "1")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Some = 5;
    private const int Many = 100;
    private const string Speed = "20000";

    [Fact]
    public Task The_edge_killed_again_and_again_loses_and_doubles_nothing() => KillAsync("edge", Some);

    [Fact]
    [Trait("Fault", "18")]
    public Task Ingest_killed_again_and_again_loses_and_doubles_nothing() => KillAsync("ingest", Some);

    [Fact]
    public Task The_broker_killed_again_and_again_loses_and_doubles_nothing() => KillAsync("broker", Some);

    // With InfluxDB the ledger is written after the data: a kill between the two leaves a ledger that lags.
    [Fact]
    [Trait("Fault", "18")]
    public async Task Ingest_over_InfluxDB_killed_again_and_again_loses_and_doubles_nothing()
    {
        await using var influx = new InfluxProcess();
        await influx.StartAsync();
        await KillAsync("ingest", Some, "--influx", influx.Address, "--influx-api", "v1");
    }

    [Theory]
    [InlineData("edge")]
    [InlineData("ingest")]
    [InlineData("broker")]
    [Trait("Category", "Soak")]
    public Task A_hundred_kills_lose_and_double_nothing(string component) => KillAsync(component, Many);

    private async Task KillAsync(string component, int cycles, params string[] storeOptions)
    {
        await using var arena = new RunningArena(storeOptions);
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "data");
        await arena.StartIngestAsync();
        var random = new Random(cycles);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            if (arena.Edge is null)
            {
                var before = messages.Count;
                arena.LaunchEdge(historyDays: 20, "--speed", Speed);
                // Each fifth time it is killed while it starts, else well under way.
                if (cycle % 5 != 4)
                    await messages.UntilAsync(seen => seen.Count > before, "a batch after the edge was started again");
            }

            // The moment is the point: there is no signal to wait for.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 2_000)), TimeProvider.System, TestContext.Current.CancellationToken);
            await KillAsync(arena, component);
        }

        var account = await Account.CloseAsync(arena, TimeSpan.FromMinutes(3));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{component}: {cycles} kill -9; {account.Sealed:N0} samples sealed, {account.Stored:N0} stored, {account.Missing} missing, {account.Doubled} doubled"));
        account.Holds(atLeast: 10_000);
    }

    private static async Task KillAsync(RunningArena arena, string component)
    {
        switch (component)
        {
            case "edge":
                await arena.KillEdgeAsync();
                break;
            case "ingest":
                await arena.KillIngestAsync();
                await arena.StartIngestAsync();
                break;
            default:
                await arena.Broker.KillAsync();
                await arena.Broker.StartAsync();
                break;
        }
    }
}
