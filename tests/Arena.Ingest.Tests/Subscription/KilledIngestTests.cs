using System.Diagnostics;
using System.Globalization;
using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Mqtt;
using Arena.Site;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>The ingest process killed with -9 again and again while a backlog comes: every sample is stored once, and nothing was confirmed that is not here.</summary>
[Trait("Fault", "18")]
public sealed class KilledIngestTests : IAsyncLifetime
{
    private const int SamplesInBatch = 20;
    private static readonly UnixTime Start = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(5)).TruncatedToMilliseconds();

    private readonly MosquittoBroker _broker = new();
    private readonly string _data = Directory.CreateTempSubdirectory("arena-killed-").FullName;
    private readonly SiteManifest _site = SiteReader.ReadFile(ManifestFile).Manifest!;
    private readonly Epoch _epoch = Epoch.New();
    private readonly Dictionary<long, long> _lows = [];
    private readonly SequenceSet _confirmed = new();
    private IMqttLink _link = null!;
    private SeriesName _series = null!;
    private string _node = "";
    private Task _listening = null!;

    private static string ManifestFile => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "hardware", "sites", "borlange-energi-arena.yaml"));

    public async ValueTask InitializeAsync()
    {
        await _broker.InitializeAsync();
        var point = _site.Points.First(point => point.Quantities.Contains("active_power"));
        (_node, _series) = (point.Node, new SeriesName(point.Name, Quantities.ActivePower));
        _link = MqttLinks.Create(
            new MqttLinkOptions
            {
                Host = "127.0.0.1",
                Port = _broker.Port,
                ClientId = _node,
                Subscriptions = [new MqttSubscription(new Topic(_site.Site, _node, TopicKind.Ack).ToString(), QoS.AtLeastOnce)],
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        _link.Start();
        _listening = ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _listening.WithinAsync();
        await _broker.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(4, 1_500, 20261122)]
    public Task A_backlog_survives_a_few_kills(int kills, int batches, int seed) => SurvivesAsync(kills, batches, seed);

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData(60, 20_000, 1)]
    [InlineData(60, 20_000, 2)]
    public Task A_backlog_survives_many_kills(int kills, int batches, int seed) => SurvivesAsync(kills, batches, seed);

    private async Task SurvivesAsync(int kills, int batches, int seed)
    {
        var random = new Random(seed);
        var payloads = Enumerable.Range(1, batches).Select(Seal).ToList();
        var sending = SendAsync(payloads);
        for (var kill = 0; kill < kills; kill++)
        {
            using var ingest = await StartAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(400)), TimeProvider.System, TestContext.Current.CancellationToken);
            await KillAsync(ingest);
        }

        using (var last = await StartAsync())
        {
            await sending.WithinAsync("all batches are confirmed");
            await KillAsync(last);
        }

        var storage = Stores.Sqlite(new ArenaFileOptions { Directory = _data }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var store = storage.Store;
        await store.OpenAsync(CancellationToken.None);
        var stored = await store.ReadAsync(_series, UnixTime.Min, UnixTime.Max, CancellationToken.None).ToListAsync(CancellationToken.None);
        Assert.Equal(payloads.Count * SamplesInBatch, stored.Count);
        Assert.Equal(stored.Count, stored.Select(sample => sample.Time).Distinct().Count());
        Assert.Equal(Enumerable.Range(SamplesInBatch, stored.Count).Select(value => (double)value), stored.Select(sample => sample.Value));
        var status = Assert.Single(storage.Ledger.Epochs(_node));
        Assert.Equal((batches, 0L, (BatchChain?)payloads.Aggregate(BatchChain.Start, (chain, batch) => chain.Next(batch.Hash.Span))), (status.Stored, status.Quarantined, status.Chain));
        Assert.Equal(batches, status.Terminal.Low);
    }

    private SealedBatch Seal(int sequence) => SealedBatch.Seal(_epoch, sequence, [.. Enumerable.Range(sequence * SamplesInBatch, SamplesInBatch)
        .Select(value => new Sample(_series, Start + TimeSpan.FromMilliseconds(value), value))]);

    // As an uplink does: again and again what is not confirmed, a window at a time.
    private async Task SendAsync(List<SealedBatch> payloads)
    {
        var topic = new Topic(_site.Site, _node, TopicKind.Data).ToString();
        while (Unconfirmed(payloads) is { Length: > 0 } window)
        {
            await Task.WhenAll(window.Select(batch => _link.PublishAsync(
                new MqttPublish(topic, batch.Payload, QoS.AtLeastOnce, ContentType: SealedBatch.ContentType), TestContext.Current.CancellationToken).AsTask()));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private SealedBatch[] Unconfirmed(List<SealedBatch> payloads)
    {
        lock (_confirmed)
            return [.. payloads.Where(batch => !_confirmed.Contains(batch.Sequence)).Take(64)];
    }

    private async Task ListenAsync()
    {
        var deliveries = new MqttDelivery[16];
        while (await _link.WaitForDeliveriesAsync(CancellationToken.None))
        {
            var count = _link.TakeDeliveries(deliveries);
            foreach (ref readonly var delivery in deliveries.AsSpan(0, count))
            {
                if (Acknowledgement.TryParse(delivery.Payload.Span, out var heard, out _))
                    Merge(heard);
            }

            _link.Acknowledge(deliveries.AsSpan(0, count));
        }
    }

    private void Merge(Acknowledgement heard)
    {
        lock (_confirmed)
        {
            foreach (var epoch in heard.Epochs.Where(epoch => epoch.Epoch == _epoch))
            {
                Assert.True(epoch.Terminal.Low >= _lows.GetValueOrDefault(heard.Generation), "low fell within a generation");
                _lows[heard.Generation] = epoch.Terminal.Low;
                _confirmed.Merge(epoch.Terminal);
            }
        }
    }

    private async Task<Process> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[
            Path.Combine(AppContext.BaseDirectory, "arena-ingest.dll"), "run", "--site", ManifestFile, "--data", _data, "--http", "0",
            "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_broker.Port}")])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Assert.StartsWith("arena-ingest ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).WithinAsync("ingest is ready"), StringComparison.Ordinal);
        return process;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None).WithinAsync();
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;
}
