using System.Diagnostics;
using System.Globalization;
using System.Text;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.Decoding;
using Arena.Mqtt;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>What one node does wrong costs no other: floods, monstrous packets, a quarantine that fills. Real Mosquitto, real store.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private static readonly UnixTime Start = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5)).TruncatedToMilliseconds();

    private readonly MosquittoBroker _broker = new();
    private readonly LogBook _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("arena-flood-").FullName;
    private RunningIngest _ingest = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _broker.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        await _broker.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Trait("Fault", "29")]
    [Theory]
    [InlineData("""[{"n":"bin-north-food/filling_level","u":"/","bt":TIME,"v":0.5}]""")]
    [InlineData("""[{"n":"bin-north-food/filling_level","u":"kg","bt":TIME,"v":0.5},{"n":"colour""")]
    public async Task Fault_29_a_node_that_floods_delays_no_other_and_fills_nothing(string payload)
    {
        await StartAsync(100_000);
        await using var node = await Node.ConnectAsync(_broker.Port);
        var sequence = 0L;
        var before = await LatenciesAsync(20);
        var memory = GC.GetTotalMemory(forceFullCollection: true);

        using var enough = new CancellationTokenSource();
        var flood = FloodAsync(payload, enough.Token);
        await _log.NextWithAsync("node node-north sends more than a node may");
        var during = await LatenciesAsync(20);
        await enough.CancelAsync();
        var rate = await flood.WithinAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seal to acknowledgement, median of 20: {Median(before).TotalMilliseconds:0} ms before, {Median(during).TotalMilliseconds:0} ms while {rate:0} messages/s flood; worst {during.Max().TotalMilliseconds:0} ms");
        Assert.True(Median(during) < Median(before) + TimeSpan.FromSeconds(1), $"{Median(during)} instead of {Median(before)}");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 256 << 20);
        Assert.InRange((await _ingest.Service<ILedger>().QuarantineAsync(Ground.BinNode, 1, Cancellation)).Total, 0, 25_000 + new FlowLimits().MostInGroup);

        async Task<List<TimeSpan>> LatenciesAsync(int count)
        {
            var latencies = new List<TimeSpan>();
            for (var i = 0; i < count; i++)
            {
                var batch = node.Seal(++sequence, At((int)sequence));
                var begun = TimeProvider.System.GetTimestamp();
                await node.SendAsync(batch);
                await node.HearsUpToAsync(sequence);
                latencies.Add(TimeProvider.System.GetElapsedTime(begun));
            }

            return latencies;
        }
    }

    [Trait("Fault", "28")]
    [Fact]
    public async Task Fault_28_a_packet_of_256_MB_never_comes_and_JSON_nested_10_000_deep_is_refused()
    {
        await StartAsync(100_000);
        var monster = Path.Combine(_folder, "monster");
        await using (var file = File.Create(monster))
            file.SetLength(268_000_000);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        using (var publisher = Process.Start("mosquitto_pub", ["-h", "127.0.0.1", "-p", Port, "-q", "1", "-t", Ground.MeterTopic, "-f", monster]))
        {
            await publisher.WaitForExitAsync(Cancellation).WithinAsync();
            Assert.Equal(0, publisher.ExitCode);
        }

        await using var node = await Node.ConnectAsync(_broker.Port);
        var good = node.Seal(1, At(1));
        var text = Encoding.UTF8.GetString(good.Payload.Span);
        await node.SendAsync(good with { Payload = Encoding.UTF8.GetBytes($"{text[..^2]},\"x\":{new string('[', 10_000)}{new string(']', 10_000)}}}]") });
        await node.SendAsync(node.Seal(2, At(2)));
        await node.HearsUpToAsync(2);

        var entry = Assert.Single((await _ingest.Service<ILedger>().QuarantineAsync(null, 10, Cancellation)).Items);
        Assert.Equal(Reason.NestedTooDeep, entry.Entry.Reason);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 128 << 20);
    }

    [Trait("Fault", "29")]
    [Fact]
    public async Task A_node_with_its_share_of_the_quarantine_keeps_its_good_samples_and_its_refused_batches()
    {
        await StartAsync(8);
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(Bad(node, 1, 1));
        await node.SendAsync(Bad(node, 2, 1));
        await node.HearsUpToAsync(2);

        await node.SendAsync(Bad(node, 3, 1));
        await node.SendAsync(node.Seal(4, At(40)));
        var heard = await node.HearsAsync(heard => heard.Epochs.Any(epoch => epoch.Terminal.Contains(4)));
        Assert.Equal(2, heard.Epochs[0].Terminal.Low);
        Assert.Equal([10, 20, 30, 40], await StoredAsync());
        Assert.Contains("share of the quarantine", (await _log.NextWithAsync("ALARM: node node-plant")).Message, StringComparison.Ordinal);

        await _ingest.Service<ILedger>().DiscardAsync(new QuarantineFilter { Node = Ground.MeterNode }, Cancellation);
        await node.SendAsync(Bad(node, 3, 1));
        await node.HearsUpToAsync(4);
        Assert.Equal([10, 20, 30, 40], await StoredAsync());
    }

    [Trait("Fault", "31")]
    [Fact]
    public async Task Fault_31_a_full_quarantine_holds_all_back_and_room_in_it_lets_all_go_on()
    {
        await StartAsync(8);
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(Bad(node, 1, 5));
        await node.HearsUpToAsync(1);

        await using var other = await Node.ConnectAsync(_broker.Port, Ground.BinNode);
        await other.SendAsync(Bad(other, 1, 5, "bin-north-food/"));
        await RunningIngest.UntilAsync(() => Task.FromResult(_ingest.Service<StoreHealth>().Fault?.Contains("quarantine", StringComparison.Ordinal) == true), "the full quarantine is told");
        await node.SendAsync(node.Seal(2, At(20)));
        Assert.Empty(_ingest.Service<ILedger>().Epochs(Ground.BinNode));
        Assert.Equal(1, _ingest.Service<ILedger>().Epochs(Ground.MeterNode)[0].Terminal.Low);

        await _ingest.Service<ILedger>().DiscardAsync(new QuarantineFilter { Node = Ground.MeterNode }, Cancellation);
        await other.HearsUpToAsync(1);
        await node.HearsUpToAsync(2);
        Assert.Equal([10, 20], await StoredAsync());
        Assert.Null(_ingest.Service<StoreHealth>().Fault);
    }

    private string Port => _broker.Port.ToString(CultureInfo.InvariantCulture);

    private static Sample At(int second) => new(Ground.Power, Start + TimeSpan.FromSeconds(second), second);

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    // One good sample, and some in a unit that is not the quantity's.
    private static SealedBatch Bad(Node node, long sequence, int refused, string point = "incomer/")
    {
        var good = point == "incomer/" ? "\"n\":\"active_power\",\"u\":\"W\"" : "\"n\":\"filling_level\",\"u\":\"/\"";
        var bad = string.Concat(Enumerable.Range(1, refused).Select(i => string.Create(CultureInfo.InvariantCulture, $",{{\"n\":\"active_power\",\"u\":\"kW\",\"t\":{i},\"v\":1}}")));
        var seconds = (Start + TimeSpan.FromSeconds(sequence * 10)).Milliseconds / 1000.0;
        var pack = string.Create(CultureInfo.InvariantCulture, $"[{{\"bn\":\"{point}\",\"bt\":{seconds:R},\"epoch\":\"{node.Epoch}\",\"seq\":{sequence},{good},\"v\":{sequence * 10}}}{bad}]");
        return node.Seal(sequence, At(1)) with { Payload = Encoding.UTF8.GetBytes(pack) };
    }

    private async Task StartAsync(int quarantine) => _ingest = await RunningIngest.StartAsync(_broker.Port, replace: services =>
    {
        services.AddSingleton(provider => Stores.Sqlite(
            new ArenaFileOptions { Directory = _folder, MaxQuarantineEntries = quarantine }, TimeProvider.System, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ILogger<Alarms>>(new Logger<Alarms>(_log));
    });

    private async Task<List<double>> StoredAsync() => await _ingest.Service<ISampleStore>()
        .ReadAsync(Ground.Power, Start - TimeSpan.FromDays(1), Start + TimeSpan.FromDays(1), Cancellation)
        .Select(sample => sample.Value).ToListAsync(Cancellation);

    // 10,000 a second as far as this machine can, a hundred at a time; returns the pace it reached.
    private async Task<double> FloodAsync(string payload, CancellationToken enough)
    {
        await using var link = MqttLinks.Create(new MqttLinkOptions { Host = "127.0.0.1", Port = _broker.Port, ClientId = "rogue" }, TimeProvider.System, NullLoggerFactory.Instance);
        link.Start();
        var status = link.Status;
        while (!status.Online)
            status = await link.WaitForStatusAsync(status, Cancellation).WithinAsync();
        var sent = 0;
        var begun = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (!enough.IsCancellationRequested)
        {
            for (var i = 0; i < 100; i++, sent++)
            {
                var seconds = (Start.Milliseconds + sent) / 1000.0;
                var bytes = Encoding.UTF8.GetBytes(payload.Replace("TIME", seconds.ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal));
                await link.PublishAsync(new MqttPublish(Ground.BinTopic, bytes, QoS.AtMostOnce), Cancellation);
            }

            await tick.WaitForNextTickAsync(Cancellation);
        }

        return sent / TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
    }
}
