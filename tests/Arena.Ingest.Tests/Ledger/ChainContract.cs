using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Batches;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>The chain at the watermark: what lets a node believe an acknowledgement.</summary>
public abstract class ChainContract : IAsyncLifetime
{
    private readonly Outbox _outbox = new();
    private OpenLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await CreateAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _ledger.DisposeAsync();
    }

    /// <summary>An empty ledger.</summary>
    protected abstract Task<OpenLedger> CreateAsync();

    [Fact]
    public async Task It_is_the_nodes_own_at_the_watermark_whatever_the_order_and_the_commits()
    {
        var batches = Batches(6);
        await _ledger.CommitAsync(batches[4], batches[1]);
        Assert.Equal((0L, BatchChain.Start), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));

        await _ledger.CommitAsync(batches[0]);
        Assert.Equal((2L, Outbox.ChainOver(batches[..2])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));

        await _ledger.CommitAsync(batches[3], batches[2]);
        Assert.Equal((5L, Outbox.ChainOver(batches[..5])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));

        await _ledger.ReopenAsync();
        await _ledger.CommitAsync(batches[5]);
        Assert.Equal((6L, Outbox.ChainOver(batches)), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
    }

    [Fact]
    public async Task It_is_the_one_computed_by_hand()
    {
        // Hashes of 32 equal bytes 0x01 and 0x02; printf '…' | xxd -r -p | sha256sum, the first 32 digits.
        var batches = Batches(2);
        var (one, two) = (batches[0] with { Hash = Filled(1) }, batches[1] with { Hash = Filled(2) });

        await _ledger.CommitAsync(one);
        Assert.Equal("0e35a53871304db5962bedd5562462cf", _ledger.Told().Chain.ToString());
        await _ledger.CommitAsync(two);
        Assert.Equal("072a146f7786a823e6e7c83d12032a9d", _ledger.Told().Chain.ToString());
    }

    [Fact]
    public async Task A_fork_leaves_it_as_it_was()
    {
        var batches = Batches(2);
        await _ledger.CommitAsync(batches);

        await _ledger.CommitAsync(_outbox.Numbered(2, new Sample(Venue.Power, Outbox.Noon, 99)));

        Assert.Equal(Outbox.ChainOver(batches), _ledger.Told().Chain);
    }

    [Fact]
    public async Task What_came_is_counted_by_its_samples_times()
    {
        await _ledger.CommitAsync(Batches(3));
        await _ledger.CommitAsync(
            _outbox.Numbered(4, new Sample(Venue.Power, Outbox.Noon, 99), new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromHours(1), 1)),
            Batches(5)[4] with { Samples = [], Quarantined = [new(null, Reason.NotJson, "as a test", new byte[] { 1 })] });

        Assert.Equal([new EpochTally(_outbox.Epoch, 4, 4, 1, 1, 4)], _ledger.Ledger.Tally("pi-kitchen", UnixTime.Min, UnixTime.Max));
        Assert.Equal([new EpochTally(_outbox.Epoch, 2, 2, 1, 2, 4)], _ledger.Ledger.Tally("pi-kitchen", Outbox.Noon + TimeSpan.FromSeconds(1), Outbox.Noon + TimeSpan.FromSeconds(2)));
        Assert.Empty(_ledger.Ledger.Tally("pi-kitchen", UnixTime.Min, Outbox.Noon));
        Assert.Empty(_ledger.Ledger.Tally("another", UnixTime.Min, UnixTime.Max));
    }

    [Fact]
    public async Task What_a_node_says_it_has_sealed_is_kept_with_its_epoch()
    {
        _ledger.Ledger.Said("pi-kitchen", _outbox.Epoch, 40);
        await _ledger.CommitAsync(Batches(1));
        _ledger.Ledger.Said("pi-kitchen", _outbox.Epoch, 12);

        await _ledger.ReopenAsync();

        Assert.Equal(40, Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Said);
    }

    private Admission[] Batches(int count) =>
        [.. Enumerable.Range(1, count).Select(sequence => _outbox.Numbered(sequence, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence - 1), sequence)))];

    private static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 32)];
}
