using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Wire.Acknowledgements;
using Xunit;

namespace Arena.Edge.Tests.Uplink;

public sealed class DeliveryWindowTests
{
    private static readonly UplinkOptions Options = new() { WindowBatches = 16, WindowBytes = 16_000 };

    private readonly DeliveryWindow _window = new(Options, new ResendPolicy(Options, () => 0.5));
    private TimeSpan _now;

    public DeliveryWindowTests() => _window.Connected(1);

    [Fact]
    public void Batches_go_out_in_order()
    {
        _window.Sealed(5);
        Assert.Equal([1, 2, 3, 4, 5], TakeAll());
    }

    [Fact]
    public void Nothing_goes_out_without_a_connection()
    {
        _window.Sealed(5);
        _window.Connected(0);
        Assert.Empty(TakeAll());
        Assert.Null(_window.NextDue());
    }

    [Fact]
    public void Twelve_of_the_backlog_and_the_newest_four_fill_a_window_of_sixteen()
    {
        _window.Sealed(1_000);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1_000, 999, 998, 997], TakeAll());
        Assert.Equal(16, _window.InFlight);
    }

    [Fact]
    public void Nothing_more_goes_out_until_ingest_confirms_whatever_the_broker_says()
    {
        _window.Sealed(1_000);
        foreach (var sequence in TakeAll()) _window.Published(sequence, PublishOutcome.Confirmed, _now);
        Assert.Empty(TakeAll());

        Confirm((1, 2), (999, 999));
        Assert.Equal([13, 14], TakeAll());
    }

    [Fact]
    public void A_batch_sealed_while_a_backlog_drains_goes_out_as_soon_as_the_newest_are_confirmed()
    {
        _window.Sealed(1_000);
        PublishAll();
        Confirm((997, 1_000));
        _window.Sealed(1_001);
        Assert.Equal([1_001], TakeAll());
    }

    [Fact]
    public void Large_batches_fill_the_window_by_their_bytes()
    {
        _window.Sealed(1_000);
        var taken = 0;
        while (_window.TryTake(_now, out var sequence))
        {
            _window.Weigh(sequence, 5_000);
            taken++;
        }

        // 15,000 ≥ ¾ of the window, 5,000 ≥ ¼.
        Assert.Equal(4, taken);
        Assert.Equal(20_000, _window.BytesInFlight);
    }

    [Fact]
    public void A_batch_larger_than_the_window_still_goes_out()
    {
        _window.Sealed(1);
        Assert.Equal([1], TakeAll());
        _window.Weigh(1, 1_000_000);
        _window.Sealed(2);
        Assert.Equal([2], TakeAll());
    }

    [Fact]
    public void A_new_connection_offers_again_what_is_unconfirmed_at_once_and_once()
    {
        _window.Sealed(3);
        PublishAll();
        Confirm((2, 2));
        _window.Connected(0);
        _window.Connected(2);
        Assert.Equal([1, 3], TakeAll());
        Assert.Empty(TakeAll());
    }

    [Fact]
    public void A_publish_that_is_not_settled_is_not_doubled()
    {
        _window.Sealed(1);
        TakeAll();
        _window.Connected(2);
        _now += TimeSpan.FromHours(1);
        Assert.Empty(TakeAll());
        _window.Published(1, PublishOutcome.Unconfirmed, _now);
        Assert.Equal([1], TakeAll());
    }

    [Fact]
    public void What_later_ones_have_passed_is_offered_again_after_a_grace()
    {
        _window.Sealed(3);
        PublishAll();
        Confirm((2, 3));
        _now += Options.HoleGrace - TimeSpan.FromMilliseconds(1);
        Assert.Empty(TakeAll());
        _now += TimeSpan.FromMilliseconds(1);
        Assert.Equal([1], TakeAll());
    }

    [Fact]
    public void Without_any_confirmation_it_is_offered_again_by_back_off()
    {
        _window.Sealed(1);
        PublishAll();
        foreach (var wait in (int[])[30, 60, 120, 240, 480, 600, 600])
        {
            Assert.Equal(_now + TimeSpan.FromSeconds(wait), _window.NextDue());
            _now += TimeSpan.FromSeconds(wait) - TimeSpan.FromTicks(1);
            Assert.Empty(TakeAll());
            _now += TimeSpan.FromTicks(1);
            Assert.Equal([1], PublishAll());
        }
    }

    [Fact]
    public void Poison_that_fills_the_whole_backlog_lane_is_set_aside_and_the_window_moves_on()
    {
        const int Poison = 16;
        var (confirmed, highest) = (new SequenceSet(), 1_000L);
        for (var rounds = 0; rounds < 2_000; rounds++)
        {
            // Ingest confirms all but the first sixteen, which it never does; the venue lives on.
            _window.Sealed(++highest);
            foreach (var sequence in PublishAll().Where(sequence => sequence > Poison)) confirmed.Add(sequence);
            _window.Settle(confirmed, _now);
            _now += Options.HoleGrace;
        }

        Assert.Equal((Poison, 0), (_window.Aside, _window.InFlight));
        Assert.Equal([new SequenceRange(1, Poison)], confirmed.Missing(highest));
        _now += Options.MaxResendAfter * 1.2;
        Assert.Equal(Enumerable.Range(1, Poison).Select(n => (long)n), TakeAll());
    }

    [Fact]
    public void A_new_ledger_makes_all_it_does_not_know_be_offered_again()
    {
        _window.Sealed(4);
        PublishAll();
        Confirm((1, 4));
        Assert.Empty(TakeAll());

        var known = new SequenceSet();
        known.Add(2);
        _window.Restart(known);
        Assert.Equal([1, 3, 4], TakeAll());
    }

    private List<long> TakeAll()
    {
        var taken = new List<long>();
        while (_window.TryTake(_now, out var sequence)) taken.Add(sequence);
        return taken;
    }

    private List<long> PublishAll()
    {
        var taken = TakeAll();
        foreach (var sequence in taken) _window.Published(sequence, PublishOutcome.Confirmed, _now);
        return taken;
    }

    private void Confirm(params (long First, long Last)[] ranges)
    {
        var settled = new SequenceSet();
        foreach (var (first, last) in ranges) settled.Add(new SequenceRange(first, last));
        _window.Settle(settled, _now);
    }
}
