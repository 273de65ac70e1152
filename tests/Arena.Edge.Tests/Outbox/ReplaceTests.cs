using Arena.Edge.Outbox;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Batches that give way to others, and gaps that are declared.</summary>
public sealed class ReplaceTests : IDisposable
{
    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_takes_the_place_of_batches_is_sealed_under_new_numbers_with_a_gap_that_carries_the_chain()
    {
        using var log = _folder.OpenLog();
        for (var i = 1; i <= 5; i++) log.Seal(Some.Batch(), []);
        var chain = log.ChainAt(3);

        Assert.True(log.Replace([2, 3], [new BatchContent([Some.Sample("incomer", Quantities.ActivePower, 1)], [Thinned(log, 2, 3)])]));

        Assert.Equal([1, 4, 5, 6], _folder.Batches().Select(batch => batch.Sequence));
        var gap = Assert.Single(OutboxFolder.Read(_folder.Batches()[^1].Payload).Gaps);
        Assert.Equal(new GapBatches(log.Epoch, 2, 3, chain), gap.Batches);
        Assert.Equal((6, 4), (log.Highest, log.Waiting));
        Assert.Equal([new SequenceRange(1, 1), new SequenceRange(4, 6)], log.Settled().Missing(6));
    }

    [Fact]
    public void Everything_is_as_before_when_it_is_opened_again()
    {
        BatchChain? chain;
        using (var log = _folder.OpenLog())
        {
            for (var i = 1; i <= 5; i++) log.Seal(Some.Batch(), []);
            log.Replace([2, 3], [new BatchContent([], [Thinned(log, 2, 3)])]);
            chain = log.ChainAt(6);
        }

        using var again = _folder.OpenLog();
        Assert.Equal((6, 4), (again.Highest, again.Waiting));
        Assert.Equal((chain, chain), (again.ChainAt(6), _folder.Chain()));
        Assert.Null(again.ChainAt(2));
        Assert.False(again.HasUndeclared);

        // The ledger's watermark stands at the end of the declared run: it can be proven.
        Assert.Equal(AcknowledgementVerdict.Advanced, again.Merge(again.Proof(7, low: 3)).Verdict);
        Assert.Equal((7, 3), again.Confirmed());
    }

    [Fact]
    public void A_batch_that_has_been_offered_is_not_thinned()
    {
        using var log = _folder.OpenLog();
        for (var i = 1; i <= 3; i++) log.Seal(Some.Batch(), []);
        Assert.NotNull(log.Offered(2));
        Assert.True(log.WasOffered(2));
        Assert.False(log.WasOffered(1));

        Assert.False(log.Replace([1, 2], [new BatchContent([], [Thinned(log, 1, 2)])], onlyUnoffered: true));
        Assert.Equal([1, 2, 3], _folder.Batches().Select(batch => batch.Sequence));
        Assert.True(log.Replace([1, 2], [new BatchContent([], [Thinned(log, 1, 2)])]));
        Assert.False(log.Replace([1, 2], [new BatchContent([], [Thinned(log, 1, 2)])]));
    }

    [Fact]
    public void Nothing_goes_without_a_gap_that_declares_it()
    {
        using var log = _folder.OpenLog();
        for (var i = 1; i <= 3; i++) log.Seal(Some.Batch(), []);
        Assert.Throws<ArgumentException>(() => log.Replace([1, 2, 3], [new BatchContent([], [Thinned(log, 1, 2)])]));
        Assert.Equal(3, _folder.Batches().Count);
    }

    [Fact]
    public void A_gap_in_what_is_removed_is_taken_over_and_drawn_together_with_its_neighbour()
    {
        using var log = _folder.OpenLog();
        for (var i = 1; i <= 3; i++) log.Seal(Some.Batch(), []);
        log.Replace([1, 2], [new BatchContent([], [Thinned(log, 1, 2)])]);
        log.Replace([3, 4], [new BatchContent([], [Thinned(log, 3, 4)])]);

        var gaps = OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Gaps;
        var gap = Assert.Single(gaps);
        Assert.Equal((1, 4, 20), (gap.Batches!.First, gap.Batches.Last, gap.Samples));
        Assert.Equal(log.ChainAt(4), gap.Batches.Chain);
    }

    [Fact]
    public async Task A_declared_gap_is_sealed_within_five_seconds_also_when_nothing_is_measured()
    {
        var time = new ManualTime();
        using var outbox = _folder.Open(time);
        await using var sealer = RunningSealer.Start(outbox);
        var gap = new Gap(GapCause.NodeOff, Some.Time, Some.Time + TimeSpan.FromHours(1)) { Detail = "the power was cut" };
        outbox.Declare(gap);
        for (var passed = 0; passed < 5; passed++)
        {
            Assert.Equal(0, outbox.Log.Highest);
            await time.TimerWithinAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await sealer.SealedAsync(1);
        Assert.Equal(gap, Assert.Single(OutboxFolder.Read(Assert.Single(_folder.Batches()).Payload).Gaps));
    }

    [Fact]
    public void More_gaps_than_memory_has_room_for_are_drawn_together_and_never_dropped()
    {
        var pending = new PendingGaps(new ManualTime());
        for (var i = 0; i < 1_000; i++)
        {
            var at = Some.Time + TimeSpan.FromSeconds(i);
            pending.Put(new Gap(i % 2 == 0 ? GapCause.SensorFault : GapCause.ClockSetBack, at, at) { Samples = 1, Point = $"point-{i % 10}" });
        }

        var all = new List<Gap>();
        while (pending.Count > 0)
        {
            all.AddRange(pending.BeginSealing());
            pending.Sealed();
        }

        Assert.InRange(all.Count, 1, 300);
        Assert.Equal(1_000, all.Sum(gap => gap.Samples));
        Assert.Equal(Some.Time + TimeSpan.FromSeconds(999), all.Max(gap => gap.To));
    }

    private static Gap Thinned(BatchLog log, long first, long last) =>
        new(GapCause.Thinned, Some.Time, Some.Time) { Samples = 10, Batches = new GapBatches(log.Epoch, first, last, null) };
}
