using System.Globalization;
using System.Net;
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

        // What was committed before is told within 0.1 s; the third try comes later than that.
        relay.Be(HttpFault.Cut);
        await UntilAsync(() => relay.Spoilt >= 3, "a third request that was cut off");
        var confirmed = messages.Confirmed;
        foreach (var fault in (HttpFault[])[HttpFault.Cut, HttpFault.Error500, HttpFault.Silent])
        {
            relay.Be(fault);
            await UntilAsync(() => relay.Spoilt >= 2, $"a second request that met {fault}");
            await Task.Delay(further, TimeProvider.System, TestContext.Current.CancellationToken);
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
