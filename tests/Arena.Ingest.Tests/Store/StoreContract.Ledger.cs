using Arena.Ingest.Ledger;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Ingest.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Batches_in_any_order_and_twice_in_one_commit_become_one_watermark()
    {
        var outbox = new Outbox();
        var batches = Enumerable.Range(1, 6).Select(sequence => outbox.Numbered(sequence, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(sequence), sequence))).ToArray();

        var result = await CommitAsync(batches[3], batches[0], batches[3], batches[1], batches[5]);

        Assert.Equal((4, 1), (result.StoredSamples, result.DuplicateSamples));
        var status = Assert.Single(Storage.Ledger.Epochs("pi-kitchen"));
        Assert.Equal((2, 4), (status.Terminal.Low, status.Stored));
        Assert.Equal([new SequenceRange(4, 4), new SequenceRange(6, 6)], status.Terminal.Ranges);
        await CommitAsync(batches[4], batches[2]);
        Assert.Equal(6, Assert.Single(Storage.Ledger.AcknowledgementFor("pi-kitchen").Epochs).Terminal.Low);
    }

    [Fact]
    public async Task A_batch_with_other_bytes_under_a_known_number_is_a_fork()
    {
        var outbox = new Outbox();
        var stored = outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon, 1));
        var fork = outbox.Numbered(1, new Sample(Venue.Power, Outbox.Noon + TimeSpan.FromSeconds(9), 2));
        Assert.Equal(LedgerVerdict.New, Storage.Ledger.Judge(stored.Id!.Value, stored.Hash.Span));

        var result = await CommitAsync(stored, fork);

        Assert.Equal([fork.Id!.Value], result.Forked);
        Assert.Equal(1, result.StoredSamples);
        Assert.Equal(LedgerVerdict.Terminal, Storage.Ledger.Judge(stored.Id!.Value, stored.Hash.Span));
        Assert.Equal(LedgerVerdict.Forked, Storage.Ledger.Judge(fork.Id!.Value, fork.Hash.Span));
        Assert.Single(await ReadAllAsync(Venue.Power));
    }

    [Fact]
    public async Task A_refused_batch_is_terminal_counted_and_kept_with_its_bytes()
    {
        var outbox = new Outbox();
        byte[] payload = [0xFF, 0x00, 0x7B];

        await CommitAsync(outbox.RefusedBatch(Reason.NotUtf8, payload), outbox.Batch(Outbox.Samples(Venue.Power, 1)));

        var status = Assert.Single(Storage.Ledger.Epochs("pi-kitchen"));
        Assert.Equal((2, 1, 1, 0), (status.Terminal.Low, status.Stored, status.Quarantined, status.QuarantinedSamples));
        var page = await Storage.Ledger.QuarantineAsync(null, 10, Cancellation);
        var item = Assert.Single(page.Items);
        Assert.Equal((Reason.NotUtf8, 1L, outbox.Epoch), (item.Entry.Reason, item.Batch!.Value.Sequence, item.Batch.Value.Epoch));
        Assert.Equal(payload, item.Entry.Payload.ToArray());
        Assert.Null(item.Entry.Name);
        Assert.Equal(0, (await Storage.Ledger.QuarantineAsync("another", 10, Cancellation)).Total);
    }

    [Fact]
    public async Task Reopening_keeps_samples_ledger_quarantine_and_generation()
    {
        var (outbox, other) = (new Outbox(), new Outbox("pi-north"));
        var first = outbox.Batch(Outbox.Samples(Venue.Power, 30));
        await CommitAsync(first, outbox.Numbered(7, new Sample(Venue.Energy, Outbox.Noon, 4)), other.RefusedBatch(Reason.NotJson, [1]));
        var (generation, epochs) = (Storage.Ledger.Generation, Storage.Ledger.Epochs("pi-kitchen"));

        await ReopenAsync();

        Assert.Equal(generation, Storage.Ledger.Generation);
        Assert.Equal(["pi-kitchen", "pi-north"], Storage.Ledger.Nodes);
        var status = Assert.Single(Storage.Ledger.Epochs("pi-kitchen"));
        Assert.Equal((epochs[0].Stored, epochs[0].LastReceived, 1, 7), (status.Stored, status.LastReceived, status.Terminal.Low, status.Terminal.Highest));
        Assert.Equal(LedgerVerdict.Terminal, Storage.Ledger.Judge(first.Id!.Value, first.Hash.Span));
        Assert.Equal(1, (await Storage.Ledger.QuarantineAsync("pi-north", 10, Cancellation)).Total);
        Assert.Equal(Outbox.Samples(Venue.Power, 30), await ReadAllAsync(Venue.Power));
        Assert.Equal(30, (await CommitAsync(Outbox.Foreign(Outbox.Samples(Venue.Power, 30)))).DuplicateSamples);
    }

    [Fact]
    public async Task An_acknowledgement_has_the_epochs_heard_of_last_newest_first()
    {
        var outboxes = Enumerable.Range(0, Acknowledgement.MaxEpochs + 3).Select(_ => new Outbox()).ToArray();
        for (var index = 0; index < outboxes.Length; index++)
            await CommitAsync(outboxes[index].Batch(Outbox.Samples(Venue.Power, 1)) with { Received = Outbox.Noon + TimeSpan.FromMinutes(index) });

        var epochs = Storage.Ledger.AcknowledgementFor("pi-kitchen").Epochs.Select(epoch => epoch.Epoch);

        Assert.Equal(outboxes.Reverse().Take(Acknowledgement.MaxEpochs).Select(outbox => outbox.Epoch), epochs);
        Assert.Empty(Storage.Ledger.AcknowledgementFor("nobody").Epochs);
    }
}
