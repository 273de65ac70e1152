using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>The file's own limit is met as a full disk is: SQLite answers SQLITE_FULL to both.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly OutboxOptions Small = new() { MaxFileBytes = 400 * 1024, MaxSamples = 100, MaxUnsealed = 300 };

    private readonly OutboxFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly LogBook _book = new();
    private int _put;

    public void Dispose()
    {
        _book.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task First_what_is_confirmed_goes_then_samples_wait_then_the_oldest_are_dropped_and_no_number_is_lost()
    {
        using var outbox = _folder.Open(_time, Small, _book);
        await using (RunningSealer.Start(outbox))
        {
            await FillUntilFullAsync(outbox);
            var highest = outbox.Log.Highest;
            Assert.Equal(highest, outbox.WaitingBatches);

            Put(outbox, 1_000);
            Assert.InRange(outbox.Dropped, 700, 1_000);
            Assert.Equal(highest, outbox.Log.Highest);

            outbox.Log.Merge(outbox.Log.Proof(7, low: highest - 1));
            _time.Advance(TimeSpan.FromSeconds(6));
            await _book.NextWithAsync("deleted before their time");
            await outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken).WithinAsync("the rest to be sealed");
        }

        var kept = _folder.Batches();
        var last = OutboxFolder.Read(kept[^1].Payload).Samples[^1];
        Assert.Equal(_put, last.Value);
        Assert.Equal(kept.Count, (int)(kept[^1].Sequence - kept[0].Sequence + 1));
        Assert.Equal(outbox.Log.Highest, kept[^1].Sequence);
    }

    private async Task FillUntilFullAsync(NodeOutbox outbox)
    {
        var full = _book.NextWithAsync("wait in memory");
        while (!full.IsCompleted)
        {
            Put(outbox, 100);
            await Task.WhenAny(full, outbox.Sealer.SealAllAsync(TestContext.Current.CancellationToken));
        }

        await full;
    }

    private void Put(NodeOutbox outbox, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _put++;
            outbox.Add(Some.Sample("incomer", Quantities.ActivePower, _put, _put));
        }
    }
}
