using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>Ledgers that are not what the nodes were told by them, over a real broker.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private static readonly UnixTime Start = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5)).TruncatedToMilliseconds();

    private readonly MosquittoBroker _broker = new();
    private readonly string _backup = Directory.CreateTempSubdirectory("arena-backup-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _broker.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_backup, recursive: true);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Data_and_ledger_restored_together_begin_a_new_generation_and_what_came_since_is_taken_again_once()
    {
        await using var ingest = await RunningIngest.StartAsync(_broker.Port);
        await using var node = await Node.ConnectAsync(_broker.Port);
        var batches = Enumerable.Range(1, 5).Select(sequence => node.Seal(sequence, At(sequence))).ToList();
        foreach (var batch in batches[..2])
            await node.SendAsync(batch);
        await node.HearsUpToAsync(2);
        await ingest.RestartAsync(data => Copy(data, _backup));
        foreach (var batch in batches[2..])
            await node.SendAsync(batch);
        var told = await node.HearsUpToAsync(5);

        await ingest.RestartAsync(data => Copy(_backup, data));

        var renewed = await node.HearsAsync(heard => heard.Generation > told.Generation);
        Assert.Equal(2, Assert.Single(renewed.Epochs).Terminal.Low);
        foreach (var batch in batches)
            await node.SendAsync(batch);
        await node.HearsAsync(heard => heard.Generation == renewed.Generation && heard.Epochs[0].Terminal.Low == 5);
        Assert.Equal([1, 2, 3, 4, 5], await StoredAsync(ingest));
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task Of_two_ingest_services_on_one_broker_the_older_yields_and_the_nodes_batches_are_all_with_the_other()
    {
        await using var older = await RunningIngest.StartAsync(_broker.Port);
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(1)));
        await node.HearsUpToAsync(1);
        await using var newer = await RunningIngest.StartAsync(_broker.Port);

        // Each rises above the other once; then one of them lives on alone.
        await RunningIngest.UntilAsync(() => Task.FromResult(Yielded(older) != Yielded(newer)), "one of the two yields", TimeSpan.FromMinutes(3));
        var (alone, gone) = Yielded(older) ? (newer, older) : (older, newer);
        Assert.True(alone.Service<ILedger>().Generation > gone.Service<ILedger>().Generation);
        for (var sequence = 1; sequence <= 20; sequence++)
            await node.SendAsync(node.Seal(sequence, At(sequence)));
        var told = await node.HearsAsync(heard => heard.Generation == alone.Service<ILedger>().Generation && heard.Epochs.Any(epoch => epoch.Terminal.Low == 20));

        Assert.Equal(alone.Service<ILedger>().AcknowledgementFor(Ground.MeterNode).ToJson(), told.ToJson());
        Assert.Equal(Enumerable.Range(1, 20).Select(value => (double)value), await StoredAsync(alone));
    }

    private static bool Yielded(RunningIngest ingest) => ingest.Service<Arena.Ingest.Acknowledgements.GenerationWatch>().YieldsTo is not null;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(to, "arena.db*"))
            File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(from, "arena.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static Sample At(int value) => new(Ground.Power, Start + TimeSpan.FromMilliseconds(value), value);

    private static async Task<List<double>> StoredAsync(RunningIngest ingest) => await ingest.Service<ISampleStore>()
        .ReadAsync(Ground.Power, Start - TimeSpan.FromDays(1), Start + TimeSpan.FromDays(1), Cancellation)
        .Select(sample => sample.Value).ToListAsync(Cancellation);
}
