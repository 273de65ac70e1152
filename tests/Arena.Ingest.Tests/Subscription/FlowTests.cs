using System.Diagnostics;
using System.Globalization;
using System.Net;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Arena.Wire.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>The flow between a real Mosquitto and a real SQLite store.</summary>
public sealed class FlowTests : IAsyncLifetime
{
    private static readonly UnixTime Start = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5)).TruncatedToMilliseconds();

    // One for each test: what a test leaves with a broker must not reach the next one.
    private readonly MosquittoBroker _broker = new();
    private RunningIngest _ingest = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _broker.InitializeAsync();
        _ingest = await RunningIngest.StartAsync(_broker.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_is_stored_bit_for_bit_and_then_acknowledged_end_to_end()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(0, 0.1 + 0.2), At(1, double.MaxValue)));
        await node.HearsUpToAsync(1);
        Assert.Equal([At(0, 0.1 + 0.2), At(1, double.MaxValue)], await StoredAsync());
    }

    [Fact]
    public async Task Many_batches_end_in_one_watermark()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await Task.WhenAll(Enumerable.Range(1, 500).Reverse().Select(i => node.SendAsync(node.Seal(i, At(i, i)))));
        await node.HearsUpToAsync(500);
        Assert.Equal(500, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task A_batch_sent_again_is_acknowledged_again_and_stored_once()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        var batch = node.Seal(1, At(0, 5));
        await node.SendAsync(batch);
        await node.HearsUpToAsync(1);
        await node.SendAsync(batch);
        await node.HearsUpToAsync(1);
        Assert.Single(await StoredAsync());
    }

    [Trait("BadInput", "11")]
    [Fact]
    public async Task Case_11_other_bytes_under_a_known_number_are_neither_stored_nor_acknowledged()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(2, At(0, 5)));
        await node.HearsAsync(heard => heard.Epochs.Any(epoch => epoch.Terminal.Contains(2)));
        await node.SendAsync(node.Seal(2, At(1, 6)));
        await node.SendAsync(node.Seal(3, At(2, 7)));
        await node.HearsAsync(heard => heard.Epochs.Any(epoch => epoch.Terminal.Contains(3)));
        Assert.Equal([5, 7], (await StoredAsync()).Select(sample => sample.Value));
    }

    [Trait("BadInput", "36")]
    [Fact]
    public async Task Case_36_data_with_the_retained_flag_is_data_all_the_same()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(0, 5)), retain: true);
        await node.HearsUpToAsync(1);
        Assert.Single(await StoredAsync());
    }

    [Trait("Fault", "27")]
    [Fact]
    public async Task A_poison_batch_first_in_the_queue_is_quarantined_and_acknowledged_and_blocks_nothing()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        var good = node.Seal(1, At(0, 5));
        await node.SendAsync(good with { Payload = good.Payload[..^2] });
        await node.SendAsync(node.Seal(2, At(1, 6)));
        await node.HearsUpToAsync(2);
        Assert.Equal(6, Assert.Single(await StoredAsync()).Value);
        var quarantine = await _ingest.GetAsync("/api/v1/quarantine?node=node-plant");
        Assert.Contains("not-json", quarantine.GetProperty("quarantined").EnumerateArray().Select(entry => entry.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_acknowledged_and_nothing_is_lost()
    {
        await _ingest.DisposeAsync();
        FaultyStore? store = null;
        _ingest = await RunningIngest.StartAsync(_broker.Port, replace: services => services.AddSingleton<ISampleStore>(
            provider => store = new FaultyStore(provider.GetRequiredService<Storage>().Store)));
        store!.Away = true;

        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(0, 5)));
        await RunningIngest.UntilAsync(() => Task.FromResult(store.Failed >= 2), "the commit was tried twice");
        using (var readiness = await _ingest.Http.GetAsync("/readyz", Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
            Assert.Contains("the disk is full", await readiness.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Empty(_ingest.Service<Arena.Ingest.Ledger.ILedger>().Epochs(Ground.MeterNode));
        store.Away = false;
        await node.HearsUpToAsync(1);
        Assert.Single(await StoredAsync());
        await _ingest.GetAsync("/readyz");
    }

    [Fact]
    public async Task A_stop_while_the_store_is_away_gives_up_and_the_broker_sends_it_again()
    {
        await _ingest.DisposeAsync();
        FaultyStore? store = null;
        _ingest = await RunningIngest.StartAsync(_broker.Port, replace: services => services.AddSingleton<ISampleStore>(
            provider => store = new FaultyStore(provider.GetRequiredService<Storage>().Store)));
        store!.Away = true;
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(0, 5)));
        await RunningIngest.UntilAsync(() => Task.FromResult(store.Failed > 0), "the commit was tried");

        await _ingest.RestartAsync();
        await node.HearsUpToAsync(1);
        Assert.Single(await StoredAsync());
    }

    [Fact]
    public async Task A_batch_offered_again_after_a_restart_is_acknowledged_and_stored_once()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        var batch = node.Seal(1, At(0, 5));
        await node.SendAsync(batch);
        await node.HearsUpToAsync(1);
        await _ingest.RestartAsync();
        await node.SendAsync(batch);
        await node.HearsUpToAsync(1);
        Assert.Single(await StoredAsync());
    }

    [Fact]
    public async Task After_a_broker_lost_everything_every_known_node_is_told_again()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(0, 5)));
        await node.HearsUpToAsync(1);
        await _broker.KillAsync();
        await _broker.RestartAsync();
        await node.HearsUpToAsync(1);
    }

    [Fact]
    public async Task A_node_without_any_batch_is_told_the_generation_at_once()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        var heard = await node.HearsAsync(heard => heard.Generation == _ingest.Service<Arena.Ingest.Ledger.ILedger>().Generation);
        Assert.Empty(heard.Epochs);
    }

    [Fact]
    public async Task A_node_shows_its_state_and_how_many_batches_it_still_has()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SayAsync(new NodeState(true, node.Epoch.ToString(), 12));
        await node.SendAsync(node.Seal(1, At(0, 5)));
        await node.HearsUpToAsync(1);
        await RunningIngest.UntilAsync(async () => (await ReportAsync()).GetProperty("state").GetString() == "online", "the node is online");
        var report = await ReportAsync();
        Assert.Equal(11, report.GetProperty("pending").GetInt64());
        Assert.Equal(1, report.GetProperty("low").GetInt64());
        Assert.Equal(12, report.GetProperty("highest").GetInt64());

        var missing = (await _ingest.GetAsync("/api/v1/completeness?node=node-plant")).GetProperty("epochs")[0].GetProperty("missing");
        Assert.Equal("[[2,12]]", missing.GetRawText());
    }

    [Fact]
    public async Task A_pack_of_mosquitto_pub_is_in_the_API_within_two_seconds()
    {
        var seconds = (Start.Milliseconds / 1000.0).ToString("R", CultureInfo.InvariantCulture);
        await PublishAsync(Ground.MeterTopic, $$"""[{"n":"incomer/active_power","u":"W","bt":{{seconds}},"v":1234.5}]""");
        await RunningIngest.UntilAsync(
            async () => (await _ingest.GetAsync("/api/v1/samples?point=incomer&quantity=active_power")).GetProperty("series")[0].GetProperty("samples").GetArrayLength() == 1,
            "the sample is in the API",
            TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_invalid_pack_of_mosquitto_pub_is_quarantined_with_its_reason_and_blocks_nothing()
    {
        var seconds = (Start.Milliseconds / 1000.0).ToString("R", CultureInfo.InvariantCulture);
        await PublishAsync(Ground.MeterTopic, "hej");
        await PublishAsync(Ground.MeterTopic, $$"""[{"n":"incomer/active_power","u":"W","bt":{{seconds}},"v":1},{"n":"incomer/active_power","u":"kW","v":1}]""");
        await RunningIngest.UntilAsync(async () => (await StoredAsync()).Count == 1, "the good sample is stored");
        var quarantine = await _ingest.GetAsync("/api/v1/quarantine");
        var entries = quarantine.GetProperty("quarantined").EnumerateArray()
            .Select(entry => (entry.GetProperty("scope").GetString(), entry.GetProperty("reason").GetString())).ToList();
        Assert.Equal([("sample", "unit-not-the-quantitys"), ("batch", "not-json")], entries);
        Assert.Equal("hej", quarantine.GetProperty("quarantined")[1].GetProperty("payload").GetString());
    }

    private static Sample At(int second, double watts) => new(Ground.Power, Start + TimeSpan.FromMilliseconds(second), watts);

    private async Task<List<Sample>> StoredAsync() => await _ingest.Service<ISampleStore>()
        .ReadAsync(Ground.Power, Start - TimeSpan.FromDays(1), Start + TimeSpan.FromDays(1), Cancellation)
        .Select(sample => new Sample(Ground.Power, sample.Time, sample.Value, sample.Quality)).ToListAsync(Cancellation);

    private async Task<System.Text.Json.JsonElement> ReportAsync() =>
        (await _ingest.GetAsync("/api/v1/nodes")).GetProperty("nodes").EnumerateArray().First(node => node.GetProperty("node").GetString() == Ground.MeterNode);

    private async Task PublishAsync(string topic, string payload)
    {
        using var publisher = Process.Start(
            "mosquitto_pub", ["-h", "127.0.0.1", "-p", _broker.Port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", topic, "-m", payload]);
        await publisher.WaitForExitAsync(CancellationToken.None).WithinAsync();
        Assert.Equal(0, publisher.ExitCode);
    }
}
