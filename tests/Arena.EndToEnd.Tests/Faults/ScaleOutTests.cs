using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Arena.EndToEnd.Tests.Processes;
using Xunit;

namespace Arena.EndToEnd.Tests.Faults;

/// <summary>Several ingest services at one ledger and one database, as real processes: some die, some leave, some join.</summary>
public sealed class ScaleOutTests(ITestOutputHelper output)
{
    private const int Some = 4;
    private const int Many = 60;

    [Fact]
    [Trait("Fault", "18")]
    public Task Services_killed_stopped_and_joining_lose_and_double_nothing() => KillAsync(Some);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Services_killed_many_times_lose_and_double_nothing() => KillAsync(Many);

    [Fact]
    [Trait("Fault", "21")]
    public async Task While_the_ledgers_server_is_dead_nothing_is_acknowledged_and_afterwards_all_is_there()
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "ack");
        await using var fleet = await IngestFleet.CreateAsync(arena);
        await fleet.StartAsync("one", "two");
        arena.LaunchEdge(historyDays: 0.5);
        await messages.UntilAsync(seen => seen.Confirmed > 20, "20 confirmed batches");

        await fleet.Postgres.KillAsync();
        await UntilAsync(async () => await StatusAsync(fleet, "one") == HttpStatusCode.ServiceUnavailable && await StatusAsync(fleet, "two") == HttpStatusCode.ServiceUnavailable, "both say that they can't store");
        var confirmed = messages.Confirmed;

        // What was committed before is told within 0.1 s; each of them tries again several times within this.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(confirmed, messages.Confirmed);
        await fleet.Postgres.StartAsync();
        await messages.UntilAsync(seen => seen.Confirmed > confirmed, "a batch confirmed after the ledger's server is back");

        (await Account.CloseAsync(arena, TimeSpan.FromMinutes(3))).Holds(atLeast: 100_000);
        await AssertOneGenerationAsync(fleet);
    }

    private async Task KillAsync(int cycles)
    {
        await using var arena = new RunningArena();
        await using var messages = await ReceivedMessages.StartWithBrokerAsync(arena, "data", "ack");
        await using var fleet = await IngestFleet.CreateAsync(arena);
        await fleet.StartAsync("one", "two", "three");
        var random = new Random(cycles);
        arena.LaunchEdge(historyDays: 1, "--speed", "20000");
        await messages.UntilAsync(seen => seen.Confirmed > 20, "20 confirmed batches");
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            // The moment is the point: there is no signal to wait for.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 2_000)), TimeProvider.System, TestContext.Current.CancellationToken);
            var name = fleet.Running[random.Next(fleet.Running.Count)];
            await fleet.KillAsync(name);
            if (cycle == 1)
                await fleet.StartAsync("four");
            await fleet.StartAsync(name);
        }

        // One leaves for good, in order: nobody waits for what it was dealt.
        Assert.Contains("is left: other services are dealt all of it", await fleet.StopAsync("three"), StringComparison.Ordinal);
        var account = await ClosedAsync(arena, fleet);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cycles} kill -9 of 4 services; {account.Sealed:N0} samples sealed, {account.Stored:N0} stored, {account.Missing} missing, {account.Doubled} doubled"));
        account.Holds(atLeast: 10_000);
        await AssertOneGenerationAsync(fleet);
    }

    private static async Task<Account> ClosedAsync(RunningArena arena, IngestFleet fleet)
    {
        try
        {
            return await Account.CloseAsync(arena, TimeSpan.FromMinutes(4));
        }
        catch (TimeoutException late)
        {
            var services = fleet.Running.Select(name => $"== {name}{(fleet[name].HasExited ? " has ended" : "")}\n{fleet[name].Output}");
            throw new TimeoutException($"{late.Message}\n{string.Join('\n', services)}", late);
        }
    }

    // Nobody took another for a rival, or its own memory for a restored ledger; and each of them tells the same of every node.
    private static async Task AssertOneGenerationAsync(IngestFleet fleet)
    {
        foreach (var name in fleet.Running)
            Assert.DoesNotContain("ALARM", fleet[name].Output, StringComparison.Ordinal);
        await UntilAsync(async () => (await Task.WhenAll(fleet.Running.Select(name => ToldAsync(fleet, name)))).Distinct().Count() == 1, "all tell the same of every node");
    }

    private static async Task<string> ToldAsync(IngestFleet fleet, string name)
    {
        using var http = new HttpClient { BaseAddress = fleet.AddressOf(name) };
        var nodes = await http.GetFromJsonAsync<JsonElement>("api/v1/nodes");
        return string.Join('\n', nodes.GetProperty("nodes").EnumerateArray().Select(node => $"{node.GetProperty("node")} {node.GetProperty("stored_batches")} {node.GetProperty("pending")}"));
    }

    private static async Task<HttpStatusCode> StatusAsync(IngestFleet fleet, string name)
    {
        using var http = new HttpClient { BaseAddress = fleet.AddressOf(name) };
        using var answer = await http.GetAsync("readyz");
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"never came: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
