using Arena.Edge.Outbox;
using Arena.Edge.Tests.Time;
using Arena.Edge.Tests.Wire;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Outbox;

/// <summary>A card that was put back to an old image, or copied: two outboxes with one epoch.</summary>
public sealed class RolledBackTests : IDisposable
{
    private static readonly OutboxOptions KeepNothing = new() { KeepAcknowledgedBytes = 0 };

    private readonly OutboxFolder _folder = new();
    private readonly LedgerStandIn _ledger = new(7);
    private readonly ManualTime _time = new();
    private readonly List<long> _sealed = [];
    private long _value;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Fault", "8")]
    [InlineData(0)] // it comes back empty-handed: ingest knows numbers that it never sealed
    [InlineData(10)] // it has sealed fewer than ingest knows
    [InlineData(60)] // it has sealed on beyond what ingest knows: only the chain tells
    public void Everything_sealed_on_either_history_is_stored_and_nothing_is_forgotten_unproven(int sealedOffline)
    {
        byte[] image;
        Epoch epoch;
        using (var log = _folder.OpenLog(KeepNothing, _time))
        {
            epoch = log.Epoch;
            Seal(log, 20);
            _ledger.Exchange(log);
            Seal(log, 5);
            log.SaveAcknowledgement();
        }

        image = File.ReadAllBytes(_folder.File);
        using (var log = _folder.OpenLog(KeepNothing, _time))
        {
            Seal(log, 30);
            Assert.Equal(AcknowledgementVerdict.Advanced, _ledger.Exchange(log));
            Assert.Equal(55, log.Forget(roomNeeded: false));
        }

        File.WriteAllBytes(_folder.File, image);
        using (var log = _folder.OpenLog(KeepNothing, _time))
        {
            Seal(log, sealedOffline);
            var verdict = _ledger.Exchange(log);
            Assert.Equal(sealedOffline > 30 ? AcknowledgementVerdict.OtherHistory : AcknowledgementVerdict.NeverSealed, verdict);
            Assert.Equal(20, log.Forget(roomNeeded: true));
            Assert.True(log.AskForRenewal("the test saw a fork"));
        }

        using (var log = _folder.OpenLog(KeepNothing, _time))
        {
            Assert.NotEqual(epoch, log.Epoch);
            Assert.Equal(AcknowledgementVerdict.Advanced, _ledger.Exchange(log));
            Assert.Equal(log.Highest, log.Confirmed().Proven);
            Seal(log, 3);
            _ledger.Exchange(log);
        }

        Assert.Subset(_ledger.Samples.Select(sample => sample.Value).ToHashSet(), _sealed.ToHashSet());
        Assert.Single(Directory.GetFiles(_folder.Path, "outbox-forked-*.db"));
        var closing = Assert.Single(_ledger.Gaps, gap => gap.Closes);
        Assert.Equal((GapCause.OutboxForked, epoch, 0L), (closing.Cause, closing.Batches!.Epoch, closing.Samples));
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    public void A_clone_that_seals_on_beside_its_original_loses_nothing_of_either()
    {
        using var clone = new OutboxFolder();
        using (var log = _folder.OpenLog(time: _time)) Seal(log, 10);
        File.Copy(_folder.File, clone.File);

        foreach (var folder in (OutboxFolder[])[_folder, clone, _folder, clone])
        {
            using (var log = folder.OpenLog(time: _time))
            {
                Seal(log, 4);
                if (_ledger.Exchange(log) is not (AcknowledgementVerdict.NeverSealed or AcknowledgementVerdict.OtherHistory)) continue;
                log.AskForRenewal("the test saw a fork");
            }

            using var renewed = folder.OpenLog(time: _time);
            _ledger.Exchange(renewed);
        }

        Assert.Subset(_ledger.Samples.Select(sample => sample.Value).ToHashSet(), _sealed.ToHashSet());
    }

    [Fact]
    [Trait("Fault", "17")]
    public void Forged_acknowledgements_renew_an_outbox_once_an_hour_at_most()
    {
        Renew(expected: true);
        _time.Advance(TimeSpan.FromMinutes(59));
        Renew(expected: false);
        _time.Advance(TimeSpan.FromMinutes(2));
        Renew(expected: true);

        void Renew(bool expected)
        {
            using (var log = _folder.OpenLog(time: _time))
            {
                Seal(log, 1);
                Assert.Equal(AcknowledgementVerdict.NeverSealed, log.Merge(Some.Acknowledgement(7, log.Epoch, low: 999)).Verdict);
                Assert.Equal(expected, log.AskForRenewal("forged"));
            }

            using var again = _folder.OpenLog(time: _time);
        }
    }

    private void Seal(BatchLog log, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _value++;
            log.Seal([Some.Sample("incomer", Quantities.ActivePower, _value, _value)], []);
            _sealed.Add(BitConverter.DoubleToInt64Bits(_value));
        }
    }
}
