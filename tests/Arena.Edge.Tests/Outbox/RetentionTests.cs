using Arena.Edge.Outbox;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

public sealed class RetentionTests : IDisposable
{
    private readonly OutboxFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_confirmed_batch_is_kept_for_its_time_and_then_deleted()
    {
        using var log = _folder.OpenLog(new OutboxOptions { KeepAcknowledged = TimeSpan.FromDays(7) }, _time);
        log.Seal(Some.Batch(), []);
        _time.Advance(TimeSpan.FromDays(1));
        log.Seal(Some.Batch(), []);
        log.Merge(log.Proof(7, low: 2));
        Assert.Equal(0, log.Forget(roomNeeded: false));

        _time.Advance(TimeSpan.FromDays(6) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, log.Forget(roomNeeded: false));
        Assert.Equal([2], _folder.Batches().Select(batch => batch.Sequence));
    }

    [Fact]
    public void What_ingest_has_not_confirmed_is_never_deleted()
    {
        using var log = _folder.OpenLog(new OutboxOptions { KeepAcknowledgedBytes = 0 }, _time);
        for (var i = 0; i < 1_200; i++) log.Seal(Some.Batch().AsSpan(0, 1), []);
        log.Merge(log.Proof(7, low: 2, (4, 4), (1_100, 1_100)));
        _time.Advance(TimeSpan.FromDays(1_000));

        // What lies above the watermark is not proven: it needs no sending, but it is kept.
        Assert.Equal(2, Enumerable.Range(0, 3).Sum(_ => log.Forget(roomNeeded: true)));
        Assert.Equal(1_198, _folder.Batches().Count);
        Assert.Equal(1_196, log.Waiting);
    }

    [Fact]
    public void Beyond_the_budget_the_oldest_confirmed_go_early()
    {
        using var log = _folder.OpenLog(new OutboxOptions { KeepAcknowledgedBytes = 1_000 }, _time);
        var bytes = Enumerable.Range(0, 10).Select(_ => log.Seal(Some.Batch(), []).Payload.Length).Max();
        log.Merge(log.Proof(7, low: 10));
        log.Forget(roomNeeded: false);

        var kept = _folder.Batches();
        Assert.InRange(kept.Sum(batch => batch.Payload.Length), 1_000 - bytes, 1_000);
        Assert.Equal(10, kept[^1].Sequence);
    }

    [Fact]
    public void What_is_confirmed_is_on_the_disk_before_anything_is_deleted()
    {
        var options = new OutboxOptions { KeepAcknowledgedBytes = 0 };
        using (var log = _folder.OpenLog(options, _time))
        {
            log.Seal(Some.Batch(), []);
            log.Merge(log.Proof(7, low: 1));
            Assert.Equal(1, log.Forget(roomNeeded: false));
        }

        using var again = _folder.OpenLog(options, _time);
        Assert.Equal(AcknowledgementVerdict.Known, again.Merge(Some.Acknowledgement(7, again.Epoch, low: 1)).Verdict);
    }
}
