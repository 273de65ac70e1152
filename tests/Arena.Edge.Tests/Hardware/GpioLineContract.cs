using Arena.Edge.Hardware;
using Arena.Edge.Tests.Time;
using Xunit;

namespace Arena.Edge.Tests.Hardware;

/// <summary>What every driver of <see cref="IGpioLine"/> does. A driver's test class derives from it.</summary>
public abstract class GpioLineContract : IDisposable
{
    private protected const string Chip = "pinctrl-rp1";
    private protected const int Line = 17;

    private protected ManualTime Time { get; } = new();

    private protected abstract IGpioLine Open(LineRequest request);

    /// <summary>Moves the line's logical level, now.</summary>
    private protected abstract void Move(bool active);

    /// <summary>So many active edges that nobody drains, whoever queues them.</summary>
    private protected abstract void Flood(int edges);

    public abstract void Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pulses_come_in_their_order_with_their_time_and_a_number_from_one_on(bool activeLow)
    {
        using var line = Open(Pulses with { ActiveLow = activeLow });
        var times = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(60));
            times.Add(NowNs());
            Move(active: true);
            Time.Advance(TimeSpan.FromMilliseconds(30));
            Move(active: false);
        }

        var events = new LineEvent[8];
        Assert.Equal(3, line.Drain(events));
        Assert.Equal(times.Select((at, index) => new LineEvent(at, LineEdge.Rising, (uint)index + 1, (uint)index + 1)), events[..3]);
        Assert.Equal(0, line.Drain(events));
    }

    [Fact]
    public void Both_edges_are_told_where_both_are_asked_for()
    {
        using var line = Open(Pulses with { BothEdges = true });
        Move(active: true);
        Move(active: false);

        var events = new LineEvent[8];
        Assert.Equal([LineEdge.Rising, LineEdge.Falling], events[..line.Drain(events)].Select(one => one.Edge));
    }

    [Fact]
    public void The_level_is_the_logical_one()
    {
        using var line = Open(Pulses);
        Move(active: false);
        Assert.False(line.IsActive);
        Move(active: true);
        Assert.True(line.IsActive);
    }

    [Fact]
    public void A_full_queue_drops_the_oldest_and_only_the_numbers_tell()
    {
        using var line = Open(Pulses);
        Flood(LineRequest.QueuedEvents + 76);

        var events = new LineEvent[2 * LineRequest.QueuedEvents];
        var taken = line.Drain(events);

        Assert.Equal(LineRequest.QueuedEvents, taken);
        Assert.Equal((77u, LineRequest.QueuedEvents + 76u), (events[0].LineSeqno, events[taken - 1].LineSeqno));
    }

    [Fact]
    public void A_chip_that_is_not_there_is_named_with_those_that_are()
    {
        var fault = Assert.Throws<HardwareFault>(() => Open(Pulses with { Chip = "pinctrl-bcm2711" }));

        Assert.Contains("'pinctrl-bcm2711' is not there", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Chip, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_was_given_back_can_be_had_again()
    {
        Open(Pulses).Dispose();
        using var again = Open(Pulses);
        Move(active: true);
        Assert.Equal(1, again.Drain(new LineEvent[8]));
    }

    private protected static LineRequest Pulses { get; } = new(Chip, Line, BothEdges: false, ActiveLow: true, TimeSpan.Zero, LineRequest.ConsumerOf("kitchen-main"));

    private protected long NowNs() => (long)((Int128)Time.GetTimestamp() * 1_000_000_000 / Time.TimestampFrequency);
}
