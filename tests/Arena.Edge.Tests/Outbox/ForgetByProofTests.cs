using Arena.Edge.Outbox;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>Only a watermark whose chain is our own lets anything be forgotten.</summary>
public sealed class ForgetByProofTests : IDisposable
{
    private static readonly OutboxOptions KeepNothing = new() { KeepAcknowledgedBytes = 0 };

    private readonly OutboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "17")]
    public void An_acknowledgement_without_proof_spares_sending_and_lets_nothing_be_forgotten()
    {
        using var log = Filled(5);
        Assert.Equal(AcknowledgementVerdict.Advanced, log.Merge(Some.Acknowledgement(7, log.Epoch, low: 5)).Verdict);
        Assert.Equal((0, 0), (log.Waiting, log.Forget(roomNeeded: true)));
        Assert.Equal((7, 0), log.Confirmed());

        Assert.Equal(AcknowledgementVerdict.Advanced, log.Merge(log.Proof(7, low: 4)).Verdict);
        Assert.Equal(4, log.Forget(roomNeeded: true));
    }

    [Fact]
    [Trait("Fault", "17")]
    public void A_word_whose_proof_stays_away_holds_batches_back_for_an_hour_and_no_longer()
    {
        var time = new ManualTime();
        using var log = _folder.OpenLog(KeepNothing, time);
        for (var i = 1; i <= 5; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, i, i)], []);
        log.Merge(log.Proof(7, low: 2));
        time.Advance(TimeSpan.FromMinutes(50));
        log.Merge(Some.Acknowledgement(7, log.Epoch, low: 5));
        Assert.Equal(0, log.Waiting);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(log.TakeBackUnproven());
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, log.TakeBackUnproven()!.Highest);
        Assert.Equal(3, log.Waiting);
        Assert.Null(log.TakeBackUnproven());
    }

    [Fact]
    [Trait("Fault", "17")]
    public void While_proof_comes_what_lies_above_it_is_believed()
    {
        var time = new ManualTime();
        using var log = _folder.OpenLog(KeepNothing, time);
        for (var i = 1; i <= 5; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, i, i)], []);
        for (var low = 1; low <= 3; low++)
        {
            log.Merge(log.Proof(7, low, (5, 5)));
            time.Advance(TimeSpan.FromMinutes(59));
            Assert.Null(log.TakeBackUnproven());
        }

        Assert.Equal(1, log.Waiting);
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Fault", "24")]
    public void An_epoch_that_ended_with_a_renewal_is_declared_once_to_each_ledger_that_does_not_know_of_it()
    {
        Epoch first;
        using (var log = Filled(4))
        {
            first = log.Epoch;
            log.Merge(log.Proof(7, low: 3));
            log.AskForRenewal("a test");
        }

        using var renewed = _folder.OpenLog(KeepNothing);
        Assert.NotEqual(first, renewed.Epoch);
        renewed.Merge(renewed.Proof(7, renewed.Highest));
        Assert.True(renewed.Forget(roomNeeded: true) > 0);
        Assert.False(renewed.HasUndeclared);

        for (var generation = 8; generation <= 9; generation++)
        {
            renewed.Merge(Some.Acknowledgement(generation, renewed.Epoch, low: 0));
            var before = renewed.Highest;
            renewed.DeclareUnknown();
            var declared = _folder.Batches().Where(batch => batch.Sequence > before).SelectMany(batch => OutboxFolder.Read(batch.Payload).Gaps).ToList();
            var former = Assert.Single(declared, gap => gap.Batches!.Epoch == first);
            Assert.Equal((GapCause.ConfirmedEarlier, new GapBatches(first, 1, 4, null), true), (former.Cause, former.Batches, former.Closes));
            Assert.False(renewed.HasUndeclared);
            renewed.Merge(renewed.Proof(generation, renewed.Highest));
            renewed.Forget(roomNeeded: true);
            Assert.False(renewed.HasUndeclared);
        }
    }

    [Theory]
    [Trait("Fault", "17")]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_chain_that_is_not_ours_makes_the_whole_message_unbelievable(long low)
    {
        using var log = Filled(5);
        var forged = log.Proof(7, low, (5, 5));
        forged = forged with { Epochs = [forged.Epochs[0] with { Chain = new BatchChain(4711) }] };
        Assert.Equal(AcknowledgementVerdict.OtherHistory, log.Merge(forged).Verdict);
        Assert.Equal((5, 0), (log.Waiting, log.Forget(roomNeeded: true)));
        Assert.Equal((0, 0), log.Confirmed());
    }

    [Fact]
    [Trait("Fault", "17")]
    public void A_ledger_born_in_the_future_is_not_believed()
    {
        using var log = Filled(5);
        var future = TimeProvider.System.GetUtcNow().AddDays(2).ToUnixTimeMilliseconds();
        Assert.Equal(AcknowledgementVerdict.FutureGeneration, log.Merge(log.Proof(future, low: 5)).Verdict);
        Assert.Equal(AcknowledgementVerdict.Advanced, log.Merge(log.Proof(7, low: 5)).Verdict);
    }

    [Fact]
    [Trait("Fault", "4")]
    [Trait("Fault", "24")]
    public void Damage_in_a_confirmed_batch_that_a_new_ledger_asks_for_renews_the_outbox_and_what_is_readable_is_sealed_anew()
    {
        Epoch first;
        using (var log = Filled(4))
        {
            first = log.Epoch;
            log.Merge(log.Proof(7, low: 4));
            log.SaveAcknowledgement();
        }

        _folder.Execute("UPDATE batches SET payload = CAST(replace(CAST(payload AS TEXT), '\"v\":2', '\"v\":9') AS BLOB) WHERE seq = 2");
        using (var log = _folder.OpenLog(new OutboxOptions()))
        {
            Assert.Equal(first, log.Epoch);
            log.Merge(Some.Acknowledgement(8, log.Epoch, low: 0));
            Assert.Throws<OutboxRenewalException>(() => log.Offered(2));
        }

        using var renewed = _folder.OpenLog(new OutboxOptions());
        Assert.NotEqual(first, renewed.Epoch);
        var kept = _folder.Batches().Select(batch => OutboxFolder.Read(batch.Payload)).ToList();
        Assert.Equal([1.0, 3, 4], kept.SelectMany(batch => batch.Samples).Select(sample => sample.Value));
        Assert.Contains(kept.SelectMany(batch => batch.Gaps), gap => gap is { Cause: GapCause.OutboxDamaged, Batches: { First: 2, Last: 2 } } && gap.Batches.Epoch == first);
    }

    [Fact]
    public void A_node_whose_clock_has_not_come_yet_believes_the_ledger_it_knew()
    {
        using (var log = _folder.OpenLog(KeepNothing))
            log.Seal([Some.Sample("incomer", Quantities.ActivePower, 1, 1)], [new SeriesState(new SeriesName("incomer", Quantities.ActivePower), Some.Time, null)]);

        using var again = _folder.OpenLog(KeepNothing, new ManualTime(DateTimeOffset.UnixEpoch));
        var born = Some.Time.Milliseconds - 1_000;
        Assert.Equal(AcknowledgementVerdict.Advanced, again.Merge(again.Proof(born, low: 1)).Verdict);
    }

    [Fact]
    [Trait("Fault", "16")]
    public void What_is_proven_survives_a_restart_and_an_old_acknowledgement_takes_nothing_back()
    {
        Acknowledgement old;
        using (var log = Filled(5))
        {
            old = log.Proof(7, low: 2);
            log.Merge(log.Proof(7, low: 4));
            log.Forget(roomNeeded: true);
        }

        using var again = _folder.OpenLog(KeepNothing);
        Assert.Equal((7, 4), again.Confirmed());
        Assert.Equal(AcknowledgementVerdict.Known, again.Merge(old).Verdict);
        Assert.Equal((7, 4), again.Confirmed());
    }

    [Fact]
    [Trait("Fault", "24")]
    public void What_was_forgotten_and_a_new_ledger_does_not_know_is_declared_with_the_chain_at_its_end()
    {
        BatchChain? chain;
        using (var log = Filled(6))
        {
            chain = log.ChainAt(4);
            log.Merge(log.Proof(7, low: 4));
            Assert.Equal(4, log.Forget(roomNeeded: true));
            Assert.Equal(AcknowledgementVerdict.NewGeneration, log.Merge(Some.Acknowledgement(8, log.Epoch, low: 1)).Verdict);
            log.SaveAcknowledgement();
        }

        // Also when the worker ends before it could be said.
        using var again = _folder.OpenLog(KeepNothing);
        Assert.True(again.HasUndeclared);
        again.DeclareUnknown();
        Assert.False(again.HasUndeclared);
        var gap = Assert.Single(OutboxFolder.Read(_folder.Batches()[^1].Payload).Gaps);
        Assert.Equal((GapCause.ConfirmedEarlier, new GapBatches(again.Epoch, 2, 4, chain)), (gap.Cause, gap.Batches));
        Assert.Equal((Some.Time, Some.Time + TimeSpan.FromSeconds(4)), (gap.From - TimeSpan.FromSeconds(1), gap.To));
        Assert.Equal(3, again.Waiting);
    }

    [Fact]
    [Trait("Fault", "24")]
    public void A_ledger_that_lost_everything_ends_with_every_number_stored_or_declared_and_proven()
    {
        var ledger = new LedgerStandIn(7);
        using var log = Filled(12);
        ledger.Exchange(log);
        Assert.Equal(12, log.Forget(roomNeeded: true));
        for (var generation = 8; generation <= 10; generation++)
        {
            for (var i = 0; i < 3; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, log.Highest, 100 + log.Highest)], []);
            ledger.Forget(generation);
            ledger.Exchange(log);
            log.DeclareUnknown();
            ledger.Exchange(log);
            Assert.Equal((generation, log.Highest), log.Confirmed());
            log.Forget(roomNeeded: true);
        }

        Assert.All(ledger.Gaps, gap => Assert.Equal(GapCause.ConfirmedEarlier, gap.Cause));
    }

    /// <summary>Acknowledgements lost, doubled, reordered, forged, of old and new ledgers: what is forgotten, the honest ledger had.</summary>
    [Fact]
    [Trait("Fault", "16")]
    [Trait("Fault", "17")]
    public void Whatever_comes_as_acknowledgement_nothing_is_forgotten_that_ingest_does_not_have()
    {
        var steps = Gen.Choose(0, 9).Zip(Gen.Choose(0, 40)).Select(pair => (Kind: pair.Item1, Number: pair.Item2)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(steps.ToArbitrary(), script => Play([.. script])));
    }

    private static bool Play(IReadOnlyList<(int Kind, int Number)> script)
    {
        using var folder = new OutboxFolder();
        var (ledger, said, payloads) = (new LedgerStandIn(7), new List<Acknowledgement>(), new Dictionary<long, byte[]>());
        var log = folder.OpenLog(KeepNothing);
        try
        {
            foreach (var (kind, number) in script)
            {
                switch (kind)
                {
                    case 0 or 1:
                        for (var i = 0; i <= number % 5; i++)
                        {
                            var batch = log.Seal([Some.Sample("incomer", Quantities.ActivePower, log.Highest, log.Highest)], []);
                            payloads[batch.Sequence] = batch.Payload.ToArray();
                        }

                        break;
                    case 2 or 3:
                        foreach (var sequence in payloads.Keys.Where(sequence => (sequence + number) % 3 != 0))
                        {
                            if (log.Payload(sequence) is { } payload) ledger.Deliver(payload.ToArray());
                        }

                        said.Add(ledger.Acknowledgement(log.Epoch));
                        break;
                    case 4 when said.Count > 0:
                        log.Merge(said[number % said.Count]);
                        break;
                    case 5:
                        log.Merge(Some.Acknowledgement(7 + (number % 2), log.Epoch, low: number, (number + 2, number + 4)));
                        break;
                    case 6:
                        var forged = log.Proof(7, low: number % (log.Highest + 1));
                        log.Merge(forged with { Epochs = [forged.Epochs[0] with { Chain = new BatchChain((UInt128)number + 1) }] });
                        break;
                    case 7:
                        log.Merge(Some.Acknowledgement(7, Epoch.New(), low: number));
                        break;
                    case 8:
                        log.Dispose();
                        log = folder.OpenLog(KeepNothing);
                        break;
                    default:
                        log.Forget(roomNeeded: true);
                        break;
                }

                if (payloads.Any(batch => log.Payload(batch.Key) is null && !ledger.Has(log.Epoch, batch.Key, batch.Value))) return false;
            }

            return true;
        }
        finally
        {
            log.Dispose();
        }
    }

    private BatchLog Filled(int batches)
    {
        var log = _folder.OpenLog(KeepNothing);
        for (var i = 1; i <= batches; i++) log.Seal([Some.Sample("incomer", Quantities.ActivePower, i, i)], []);
        return log;
    }
}
