using Arena.Edge.Outbox;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A worker that is upgraded, rolled back and upgraded again while a backlog waits.</summary>
[Trait("Fault", "33")]
public sealed class UpgradeTests : IDisposable
{
    private static readonly SeriesName Energy = new("incomer", Quantities.ActiveEnergyImport);

    private readonly OutboxFolder _folder = new();
    private readonly LedgerStandIn _ledger = new(7);
    private long _register;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_backlog_of_the_first_worker_drains_byte_for_byte_and_what_is_confirmed_may_go()
    {
        Old(10);
        var before = Payloads();
        using (var log = _folder.OpenLog(new OutboxOptions { KeepAcknowledgedBytes = 0 }))
        {
            Assert.Equal(before, Payloads());
            Assert.Equal((10, 10), (log.Highest, log.Waiting));
            Assert.Equal(AcknowledgementVerdict.Advanced, _ledger.Exchange(log));
            Assert.Equal((7, 10), log.Confirmed());
            New(log, 2);
            _ledger.Exchange(log);
            Assert.Equal(12, log.Forget(roomNeeded: false));
        }

        using var again = _folder.Open();
        Assert.Equal((12, 12), (again.Log.Highest, again.RegisterOf(Energy)));
        Assert.Equal(12, _ledger.Samples.Count);
    }

    [Fact]
    public void The_first_worker_goes_on_in_the_file_after_a_rollback_and_the_new_one_after_it()
    {
        using var book = new LogBook();
        using (var log = _folder.OpenLog()) New(log, 4);
        Old(4);
        using (var upgraded = _folder.Open(logger: book))
        {
            Assert.Equal((8, 8), (upgraded.Log.Highest, upgraded.RegisterOf(Energy)));
            New(upgraded.Log, 4);

            // The chain goes on over what the first worker sealed.
            Assert.NotNull(upgraded.Log.ChainAt(12));
            Assert.Equal(AcknowledgementVerdict.Advanced, _ledger.Exchange(upgraded.Log));
            Assert.Equal((7, 12), upgraded.Log.Confirmed());
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(n => (long)n), _folder.Batches().Select(batch => batch.Sequence));
        Assert.Equal(12, _ledger.Samples.Count);
        Assert.Empty(Directory.GetFiles(_folder.Path, "outbox-*-*.db"));
    }

    [Fact]
    public void What_the_first_worker_deleted_after_a_rollback_is_not_taken_for_damage()
    {
        using (var log = _folder.OpenLog()) New(log, 6);
        using (var old = new OldWorker(_folder.File))
        {
            old.Acknowledge(generation: 7, low: 5, forgetUpTo: 3);
            old.Acknowledge(generation: 7, low: 5, forgetUpTo: 4);
        }

        Old(2);
        using var upgraded = _folder.OpenLog();
        Assert.Equal(8, upgraded.Highest);
        Assert.Equal([5, 6, 7, 8], _folder.Batches().Select(batch => batch.Sequence));
        Assert.Empty(Directory.GetFiles(_folder.Path, "outbox-*-*.db"));

        // What it confirmed is not proven: it is offered again, and the deleted ones are declared if the ledger doesn't know them.
        Assert.Equal(4, upgraded.Waiting);
        upgraded.DeclareUnknown();
        Assert.Equal([(1, 4)], OutboxFolder.Read(_folder.Batches()[^1].Payload).Gaps.Select(gap => (gap.Batches!.First, gap.Batches.Last)));
    }

    [Fact]
    public void Upgraded_and_rolled_back_again_and_again_no_batch_changes()
    {
        var known = new List<(long, string)>();
        for (var round = 0; round < 6; round++)
        {
            if (round % 2 == 0) Old(3);
            else
            {
                using var log = _folder.OpenLog();
                New(log, 3);
            }

            var now = Payloads();
            Assert.Equal(known, now.Take(known.Count));
            Assert.Equal(known.Count + 3, now.Count);
            known = now;
        }
    }

    private List<(long Sequence, string Payload)> Payloads() => [.. _folder.Batches().Select(batch => (batch.Sequence, Convert.ToHexString(batch.Payload)))];

    private void Old(int batches)
    {
        using var worker = new OldWorker(_folder.File);
        for (var i = 0; i < batches; i++) worker.Seal([Next()]);
    }

    private void New(BatchLog log, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            var sample = Next();
            log.Seal([sample], [new SeriesState(Energy, sample.Time, sample.Value)]);
        }
    }

    private Sample Next() => new(Energy, Some.Time + TimeSpan.FromSeconds(++_register), _register);
}
