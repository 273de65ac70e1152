using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>What a node declares missing: terminal by its word, unless the batch comes after all.</summary>
public abstract class DeclaredGapContract : IAsyncLifetime
{
    private readonly Outbox _outbox = new();
    private readonly Admission[] _batches;
    private OpenLedger _ledger = null!;

    protected DeclaredGapContract() =>
        _batches = [.. Enumerable.Range(1, 9).Select(sequence => _outbox.Numbered(sequence, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence), sequence)))];

    public async ValueTask InitializeAsync() => _ledger = await CreateAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _ledger.DisposeAsync();
    }

    /// <summary>An empty ledger.</summary>
    protected abstract Task<OpenLedger> CreateAsync();

    [Fact]
    public async Task The_watermark_jumps_over_declared_numbers_with_the_chain_the_node_gave()
    {
        var declaring = _outbox.Declaring(8, [], _outbox.Lost(3, 7, Outbox.ChainOver(_batches[..7])));
        await _ledger.CommitAsync(_batches[0], _batches[1]);

        await _ledger.CommitAsync(declaring);

        Assert.Equal((8L, Outbox.ChainOver([.. _batches[..7], declaring])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
        var status = Assert.Single(_ledger.Ledger.Epochs("pi-kitchen"));
        Assert.Equal([new SequenceRange(3, 7)], status.Declared);
        Assert.Equal((3, null), (status.Stored, status.Closed));
        await _ledger.ReopenAsync();
        Assert.Equal((8L, Outbox.ChainOver([.. _batches[..7], declaring])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
        Assert.Equal([new SequenceRange(3, 7)], Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Declared);
    }

    [Fact]
    public async Task A_batch_that_comes_although_it_was_declared_missing_is_stored_and_no_fork()
    {
        await _ledger.CommitAsync(_outbox.Declaring(8, [], _outbox.Lost(1, 7, Outbox.ChainOver(_batches[..7]))));
        Assert.Equal(LedgerVerdict.New, _ledger.Ledger.Judge(_batches[3].Id!.Value, _batches[3].Hash.Span));

        var result = await _ledger.CommitAsync(_batches[3]);

        Assert.Equal(1, result.StoredSamples);
        Assert.Equal([new SequenceRange(1, 3), new SequenceRange(5, 7)], Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Declared);
        await _ledger.ReopenAsync();
        Assert.Equal([new SequenceRange(1, 3), new SequenceRange(5, 7)], Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Declared);
        Assert.Equal(LedgerVerdict.Terminal, _ledger.Ledger.Judge(_batches[3].Id!.Value, _batches[3].Hash.Span));
        Assert.Equal(LedgerVerdict.Forked, _ledger.Ledger.Judge(_batches[3].Id!.Value, _batches[4].Hash.Span));
        Assert.Equal((8L, 2L), (_ledger.Told().Terminal.Low, Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Stored));
    }

    [Fact]
    public async Task What_is_stored_stays_stored_when_it_is_declared_missing()
    {
        await _ledger.CommitAsync(_batches[2], _batches[4]);

        await _ledger.CommitAsync(_outbox.Declaring(8, [], _outbox.Lost(1, 7, Outbox.ChainOver(_batches[..7]))));

        Assert.Equal([new SequenceRange(1, 2), new SequenceRange(4, 4), new SequenceRange(6, 7)], Assert.Single(_ledger.Ledger.Epochs("pi-kitchen")).Declared);
        Assert.Equal(LedgerVerdict.Terminal, _ledger.Ledger.Judge(_batches[2].Id!.Value, _batches[2].Hash.Span));
    }

    [Fact]
    public async Task Behind_a_gap_without_a_chain_none_is_claimed_until_another_brings_it()
    {
        await _ledger.CommitAsync(_batches[0], _outbox.Declaring(5, [], _outbox.Lost(2, 4, null)));
        Assert.Equal((5L, null), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));

        var second = _outbox.Declaring(6, [], _outbox.Lost(2, 4, Outbox.ChainOver(_batches[..4])));
        await _ledger.CommitAsync(second);

        var fifth = _outbox.Declaring(5, [], _outbox.Lost(2, 4, null));
        Assert.Equal((6L, Outbox.ChainOver([.. _batches[..4], fifth, second])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
    }

    [Fact]
    public async Task A_gap_can_close_an_earlier_epoch_of_the_node_even_one_never_heard_of()
    {
        var renewed = new Outbox();
        var closing = _outbox.Lost(1, 7, Outbox.ChainOver(_batches[..7]), GapCause.OutboxDamaged) with { Closes = true };

        await _ledger.CommitAsync(renewed.Declaring(1, [], closing));

        var status = Assert.Single(_ledger.Ledger.Epochs("pi-kitchen"), status => status.Epoch == _outbox.Epoch);
        Assert.Equal((7L, 0L, GapCause.OutboxDamaged), (status.Terminal.Low, status.Stored, status.Closed));
        await _ledger.ReopenAsync();
        Assert.Equal(GapCause.OutboxDamaged, Assert.Single(_ledger.Ledger.Epochs("pi-kitchen"), status => status.Epoch == _outbox.Epoch).Closed);
    }

    [Fact]
    public async Task A_gap_over_another_nodes_epoch_leaves_that_node_untouched()
    {
        await _ledger.CommitAsync(_batches[0], _batches[2]);
        var forger = new Outbox("pi-north");

        await _ledger.CommitAsync(forger.Declaring(1, [], _outbox.Lost(1, 1_000, null) with { Closes = true }));

        var status = Assert.Single(_ledger.Ledger.Epochs("pi-kitchen"));
        Assert.Equal((1L, null), (status.Terminal.Low, status.Closed));
        Assert.Equal(LedgerVerdict.New, _ledger.Ledger.Judge(_batches[1].Id!.Value, _batches[1].Hash.Span));
        Assert.Equal(Outbox.ChainOver(_batches[0]), _ledger.Told().Chain);
    }

    [Fact]
    public async Task Gaps_are_found_by_node_and_span_and_survive_reopening()
    {
        var lost = _outbox.Lost(2, 3, Outbox.ChainOver(_batches[..3]), GapCause.Thinned) with { Samples = 12, Detail = "1 min means" };
        var off = new Gap(GapCause.NodeOff, Outbox.Noon + TimeSpan.FromHours(1), Outbox.Noon + TimeSpan.FromHours(2)) { Point = "kitchen-main" };
        var declaring = _outbox.Declaring(4, [], lost, off);
        await _ledger.CommitAsync(declaring, declaring);
        await _ledger.ReopenAsync();

        var all = _ledger.Ledger.Gaps("pi-kitchen", UnixTime.Min, UnixTime.Max);

        Assert.Equal([new DeclaredGap(declaring.Id!.Value, declaring.Received, lost), new DeclaredGap(declaring.Id!.Value, declaring.Received, off)], all);
        Assert.Equal([off], _ledger.Ledger.Gaps("pi-kitchen", Outbox.Noon + TimeSpan.FromMinutes(61), UnixTime.Max).Select(gap => gap.Gap));
        Assert.Equal([lost], _ledger.Ledger.Gaps("pi-kitchen", UnixTime.Min, off.From).Select(gap => gap.Gap));
        Assert.Empty(_ledger.Ledger.Gaps("pi-north", UnixTime.Min, UnixTime.Max));
    }
}
