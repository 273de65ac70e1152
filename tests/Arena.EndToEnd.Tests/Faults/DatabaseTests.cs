using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>A real InfluxDB that is away, slow, silent or out of order, while the past of the venue waits for it.</summary>
[Trait("Fault", "21")]
public sealed class DatabaseTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Two bounded buffers of 64 MiB each, their decoded samples, and the runtime; without a bound it would be several times as much.
    private const long MostBytes = 700L << 20;

    private readonly InfluxProcess _influx = new();

    public async ValueTask InitializeAsync() => await _influx.StartAsync();

    public ValueTask DisposeAsync() => _influx.DisposeAsync();

    [Fact]
    public Task A_database_away_slow_or_out_of_order_gets_everything_once_and_nothing_is_acknowledged_before() => FailAsync(TimeSpan.Zero, historyDays: 0.5);

    [Fact]
    [Trait("Category", "Soak")]
    public Task A_database_that_fails_for_many_minutes_gets_everything_once() => FailAsync(TimeSpan.FromMinutes(3), historyDays: 3);

    private async Task FailAsync(TimeSpan further, double historyDays)
    {
        await using var relay = await HttpRelay.StartAsync(new Uri(_influx.Address));
        await using var arena = new RunningArena("--influx", relay.Address, "--influx-api", "v1");
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await arena.StartIngestAsync();
        arena.LaunchEdge(historyDays);
        await messages.UntilAsync(seen => seen.Confirmed > 20, "20 confirmed batches");

        // Once no write is answered any more nothing new is committed; with the eighth try ingest has waited longer than a commit takes of what was answered before.
        relay.Be(HttpFault.Cut);
        await UntilAsync(() => relay is { Passing: 0, Spoilt: >= 8 }, "an eighth request that was cut off");
        var confirmed = await TerminalAsync(arena);
        await messages.UntilAsync(seen => seen.Confirmed >= confirmed, "the acknowledgement of all that was committed");
        foreach (var fault in (HttpFault[])[HttpFault.Cut, HttpFault.Error500, HttpFault.Silent])
        {
            relay.Be(fault);
            await UntilAsync(() => relay.Spoilt >= 2, $"a second request that met {fault}");
            await Task.Delay(further, TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.Equal(confirmed, await TerminalAsync(arena));
            Assert.Equal(confirmed, messages.Confirmed);
            using var answer = await arena.Http.GetAsync("readyz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        relay.Be(HttpFault.Slow);
        await UntilAsync(() => relay.Spoilt >= 3, "slow answers");
        relay.Be(HttpFault.None);

        var most = arena.Ingest!.MostResidentBytes;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ingest had at most {most >> 20} MiB in memory"));
        Assert.InRange(most, 0, MostBytes);
        (await Account.CloseAsync(arena, TimeSpan.FromMinutes(3))).Holds(atLeast: 100_000);
    }

    /// <summary>Batches that ingest's ledger calls terminal.</summary>
    private static async Task<long> TerminalAsync(RunningArena arena)
    {
        var nodes = await arena.Http.GetFromJsonAsync<JsonElement>("api/v1/nodes");
        return nodes.GetProperty("nodes").EnumerateArray().Sum(node => node.GetProperty("stored_batches").GetInt64() + node.GetProperty("quarantined_batches").GetInt64());
    }

    private static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"never came: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
