using Arena.Ingest.Ledger;
using Arena.Ingest.Store;
using Arena.Ingest.Tests.Store;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Ingest.Tests.Ledger;

/// <summary>Files of an Arena that kept no chains.</summary>
public sealed class OlderFileTests : IAsyncLifetime
{
    private readonly Outbox _outbox = new();
    private SqliteLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await SqliteLedger.CreateAsync();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task A_file_of_an_Arena_without_chains_gets_them_when_it_is_opened()
    {
        var batches = Batches(5);
        await _ledger.CommitAsync(batches[0], batches[1], batches[2], batches[4]);

        await _ledger.ReopenAsync(
            "DROP TABLE gap",
            "ALTER TABLE epoch DROP COLUMN chain", "ALTER TABLE epoch DROP COLUMN chain_at", "ALTER TABLE epoch DROP COLUMN said",
            "ALTER TABLE batch DROP COLUMN refused", "ALTER TABLE batch DROP COLUMN samples", "ALTER TABLE batch DROP COLUMN quarantined",
            "ALTER TABLE batch DROP COLUMN first_us", "ALTER TABLE batch DROP COLUMN last_us", "ALTER TABLE batch DROP COLUMN mark");

        Assert.Equal((3L, Outbox.ChainOver(batches[..3])), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
        Assert.Equal([new SequenceRange(5, 5)], _ledger.Told().Terminal.Ranges);
        Assert.Empty(_ledger.Ledger.Tally("pi-kitchen", UnixTime.Min, UnixTime.Max));
        await _ledger.CommitAsync(batches[3]);
        Assert.Equal((5L, Outbox.ChainOver(batches)), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
    }

    [Fact]
    public async Task An_older_Arena_that_moved_the_watermark_meanwhile_leaves_no_wrong_chain()
    {
        var batches = Batches(4);
        await _ledger.CommitAsync(batches[..2]);

        await _ledger.ReopenAsync(
            $"INSERT INTO batch (epoch, seq, hash) VALUES (1, 3, x'{Short(batches[2])}'), (1, 4, x'{Short(batches[3])}')",
            "UPDATE epoch SET low = 4, stored = 4");

        Assert.Equal((4L, Outbox.ChainOver(batches)), (_ledger.Told().Terminal.Low, _ledger.Told().Chain));
        Assert.Equal(LedgerVerdict.Terminal, _ledger.Ledger.Judge(batches[3].Id!.Value, batches[3].Hash.Span));
    }

    private Admission[] Batches(int count) =>
        [.. Enumerable.Range(1, count).Select(sequence => _outbox.Numbered(sequence, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence - 1), sequence)))];

    private static string Short(Admission batch) => Convert.ToHexString(batch.Hash.Span[..16]);
}
