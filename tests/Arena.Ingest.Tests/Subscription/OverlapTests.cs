using Arena.Edge.Tests.Mqtt;
using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Subscription;
using Arena.Ingest.Tests.Api;
using Arena.Ingest.Tests.Decoding;
using Arena.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arena.Ingest.Tests.Subscription;

/// <summary>Groups under way at once, with a real broker: every message is a full load here, so each is a group of its own, ingest's own acknowledgements come back included.</summary>
public sealed class OverlapTests : IAsyncLifetime
{
    private static readonly UnixTime Start = UnixTime.From(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5)).TruncatedToMilliseconds();
    private readonly MosquittoBroker _broker = new();
    private RunningIngest _ingest = null!;
    private HeldStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _broker.InitializeAsync();
        _ingest = await RunningIngest.StartAsync(_broker.Port, replace: services =>
        {
            services.AddSingleton(new FlowLimits
            {
                FullLoadBytes = 1,
                MostInGroup = 1,
                MostGroups = 100,
                FirstRetry = TimeSpan.FromMilliseconds(20),
                LongestRetry = TimeSpan.FromMilliseconds(100),
            });
            services.AddSingleton<ISampleStore>(provider => _store = new HeldStore(provider.GetRequiredService<Storage>().Store));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Groups_are_begun_beside_one_another_and_settled_in_their_order()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        for (var sequence = 1; sequence <= 3; sequence++)
            await node.SendAsync(node.Seal(sequence, At(sequence)));
        HeldCommit[] begun = [await NextAsync(), await NextAsync(), await NextAsync()];
        Assert.Equal([1, 2, 3], begun.Select(commit => commit.Sequences[0]));

        begun[2].Fate.SetResult(true);
        begun[1].Fate.SetResult(true);
        begun[0].Fate.SetResult(true);
        var heard = await node.HearsAsync(heard => heard.Epochs.Any(epoch => epoch.Epoch == node.Epoch));
        Assert.NotEqual(0, Assert.Single(heard.Epochs).Terminal.Low);
        if (heard.Epochs[0].Terminal.Low < 3)
            await node.HearsUpToAsync(3);
    }

    [Fact]
    public async Task A_batch_that_comes_again_while_it_is_under_way_is_stored_once_and_acknowledged()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(1)));
        await node.SendAsync(node.Seal(1, At(1)));
        await node.SendAsync(node.Seal(2, At(2)));
        var (first, next) = (await NextAsync(), await NextAsync());
        Assert.Equal([1, 2], [Assert.Single(first.Sequences), Assert.Single(next.Sequences)]);
        first.Fate.SetResult(true);
        next.Fate.SetResult(true);
        await node.HearsUpToAsync(2);
        Assert.Equal(2, Assert.Single(_ingest.Service<ILedger>().Epochs(Ground.MeterNode)).Stored);
    }

    [Fact]
    public async Task When_the_first_fails_the_second_is_begun_anew_after_it_and_nothing_is_lost()
    {
        await using var node = await Node.ConnectAsync(_broker.Port);
        await node.SendAsync(node.Seal(1, At(1)));
        await node.SendAsync(node.Seal(2, At(2)));
        var (first, second) = (await NextAsync(), await NextAsync());
        first.Fate.SetResult(false);
        second.Fate.SetResult(false);

        var again = await NextAsync();
        Assert.Equal(1, Assert.Single(again.Sequences));
        Assert.False(_store.HasMore);
        again.Fate.SetResult(true);
        await node.HearsUpToAsync(1);
        again = await NextAsync();
        Assert.Equal(2, Assert.Single(again.Sequences));
        again.Fate.SetResult(true);
        await node.HearsUpToAsync(2);
    }

    private static Sample At(int second) => new(Ground.Power, Start + TimeSpan.FromSeconds(second), second);

    private Task<HeldCommit> NextAsync() => _store.NextAsync(Cancellation).AsTask().WithinAsync("a commit");
}
