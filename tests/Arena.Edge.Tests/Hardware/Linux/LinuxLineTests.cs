using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Gpio;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Mqtt;
using Arena.Edge.Tests.Time;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

public sealed class LinuxLineTests : IDisposable
{
    private static readonly LineRequest Pulse = new("pinctrl-rp1", 17, BothEdges: false, ActiveLow: true, TimeSpan.FromMilliseconds(10), LineRequest.ConsumerOf("kitchen-main"));

    private readonly FakeKernel _kernel = new();
    private readonly LogBook _log = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_pulse_line_is_asked_for_with_pull_up_active_low_debounce_and_the_largest_queue()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        using var line = Hardware().OpenLine(Pulse);
        var asked = chip.Requested;
        Assert.Equal((17u, 1u, 1024u), (asked.Offsets[0], asked.LineCount, asked.EventBufferSize));
        Assert.Equal(LineFlags.Input | LineFlags.EdgeRising | LineFlags.ActiveLow | LineFlags.BiasPullUp, asked.Config.Flags);
        Assert.Equal("arena:kitchen-main", asked.Consumer.ToString());
        var debounce = asked.Config.Attributes[0];
        Assert.Equal((1u, 3u, 10_000u, 1ul), (asked.Config.AttributeCount, debounce.Attribute.Id, debounce.Attribute.DebouncePeriodUs, debounce.Mask));
    }

    [Theory]
    [InlineData("gpiochip4")]
    [InlineData("gpiochip0")]
    public void A_Pi_5_is_known_by_its_chips_label_whatever_its_number(string device)
    {
        Chip("gpiochip1", "gpio-brcmstb@107d508500");
        var header = Chip(device, "pinctrl-rp1");
        using var line = Hardware().OpenLine(Pulse);
        Assert.Equal(1, header.Requests);
        Assert.Equal(1, _kernel.OpenDescriptors);
    }

    [Fact]
    public void A_link_to_the_same_chip_is_no_second_one()
    {
        var chip = new FakeChip(_kernel, "gpiochip0", "pinctrl-rp1");
        _kernel.Add("gpiochip0", _ => chip);
        _kernel.Add("gpiochip4", _ => chip);
        using var line = Hardware().OpenLine(Pulse);
        Assert.Equal(1, chip.Requests);
    }

    [Fact]
    public void A_line_is_found_by_its_name_too()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        chip.LineName = "METER";
        using var line = Hardware().OpenLine(Pulse with { LineName = "METER" });
        Assert.Equal(17u, chip.Requested.Offsets[0]);
    }

    [Fact]
    public void A_busy_line_says_who_holds_it()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        chip.Holder = "spi0 CS0";
        chip.Errors.Enqueue(Errno.Busy);
        var fault = Assert.Throws<HardwareFault>(() => Hardware().OpenLine(Pulse));
        Assert.Contains("GPIO line 17 of pinctrl-rp1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("held by 'spi0 CS0'", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenDescriptors);
    }

    [Fact]
    public void Without_the_right_the_device_the_group_and_the_fix_are_named()
    {
        var path = _kernel.Add("gpiochip0", _ => new Refusal(Errno.AccessDenied));
        var fault = Assert.Throws<HardwareFault>(() => Hardware().OpenLine(Pulse));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"usermod -aG gpio {Environment.UserName}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_the_chip_tells_which_it_has()
    {
        Assert.Contains("no ", Assert.Throws<HardwareFault>(() => Hardware().OpenLine(Pulse)).Message, StringComparison.Ordinal);
        Chip("gpiochip0", "pinctrl-bcm2711");
        Assert.Contains("this machine has pinctrl-bcm2711", Assert.Throws<HardwareFault>(() => Hardware().OpenLine(Pulse)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_carry_the_kernels_time_edge_and_numbers()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        using var line = Hardware().OpenLine(Pulse);
        chip.Line.Edge(5_000_000, LineEdgeOf.Rising);
        chip.Line.Edge(9_000_000, LineEdgeOf.Falling);
        var events = new LineEvent[8];
        Assert.Equal(2, line.Drain(events));
        Assert.Equal([new LineEvent(5_000_000, LineEdge.Rising, 1, 1), new LineEvent(9_000_000, LineEdge.Falling, 2, 2)], events[..2]);
        Assert.Equal(0, line.Drain(events));
    }

    [Fact]
    public void What_the_kernel_dropped_is_counted_as_lost_from_its_first_number_on()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        var counters = new NodeCounters();
        using var watched = new WatchedLine(Hardware(), Pulse, counters);
        watched.Open();
        chip.Line.Drop(4);
        for (var i = 0; i < 600; i++) chip.Line.Edge(i, LineEdgeOf.Rising);
        var (counted, missing) = (0, 0u);
        while (watched.Next(out var lost) is { IsEmpty: false } events) (counted, missing) = (counted + events.Length, missing + lost);
        Assert.Equal((600, 4u), (counted, missing));
        Assert.Equal(4, counters.PulsesLost);
    }

    [Fact]
    public void An_unplugged_chip_is_a_fault_and_is_asked_for_again()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        using var watched = new WatchedLine(Hardware(), Pulse, new NodeCounters());
        Assert.False(watched.Open());
        chip.Line.Gone = true;
        Assert.Contains("is gone", Assert.Throws<HardwareFault>(() => { watched.Next(out _); }).Message, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenDescriptors);
        chip.Line.Gone = false;
        Assert.True(watched.Open(), "it was open before and lost");
        Assert.Equal(2, chip.Requests);
    }

    [Theory]
    [InlineData(Errno.Invalid)]
    [InlineData(Errno.NotSupported)]
    [InlineData(Errno.DriverNotSupported)]
    public async Task Where_the_kernel_does_not_debounce_the_worker_does_and_says_so(int refusal)
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        chip.Errors.Enqueue(refusal);
        using var line = Hardware().OpenLine(Pulse);
        Assert.Contains("the worker does, 10 ms", (await _log.NextWithAsync("debounce")).Message, StringComparison.Ordinal);
        Assert.True(chip.Requested.Config.Flags.HasFlag(LineFlags.EdgeFalling));

        // A pulse of 30 ms that bounces for 4 ms at each end, and a spike of 2 ms.
        Bouncing(chip.Line, 0, LineEdgeOf.Rising);
        Bouncing(chip.Line, 30, LineEdgeOf.Falling);
        chip.Line.Edge(Ms(60), LineEdgeOf.Rising);
        chip.Line.Edge(Ms(62), LineEdgeOf.Falling);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var events = new LineEvent[8];
        Assert.Equal(1, line.Drain(events));
        Assert.Equal(new LineEvent(Ms(4), LineEdge.Rising, 1, 1), events[0]);
    }

    [Fact]
    public void A_level_that_has_not_held_long_enough_yet_is_not_told()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        chip.Errors.Enqueue(Errno.Invalid);
        using var line = Hardware().OpenLine(Pulse);
        var events = new LineEvent[8];
        chip.Line.Edge(Ms(1), LineEdgeOf.Rising);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(0, line.Drain(events));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, line.Drain(events));
        Assert.True(line.IsActive);
    }

    [Fact]
    public void Edges_dropped_before_the_worker_debounces_count_as_the_pulses_they_could_have_been()
    {
        var chip = Chip("gpiochip0", "pinctrl-rp1");
        chip.Errors.Enqueue(Errno.Invalid);
        var counters = new NodeCounters();
        using var watched = new WatchedLine(Hardware(), Pulse, counters);
        watched.Open();
        chip.Line.Drop(6);
        chip.Line.Edge(Ms(1), LineEdgeOf.Rising);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, watched.Next(out var lost).Length);
        Assert.Equal(3u, lost);
    }

    private static void Bouncing(FakeLine line, int fromMs, LineEdgeOf edge)
    {
        var back = edge == LineEdgeOf.Rising ? LineEdgeOf.Falling : LineEdgeOf.Rising;
        for (var ms = 0; ms < 4; ms += 2)
        {
            line.Edge(Ms(fromMs + ms), edge);
            line.Edge(Ms(fromMs + ms + 1), back);
        }

        line.Edge(Ms(fromMs + 4), edge);
    }

    private static long Ms(int ms) => ms * 1_000_000L;

    private FakeChip Chip(string device, string label)
    {
        var chip = new FakeChip(_kernel, device, label);
        _kernel.Add(device, _ => chip);
        return chip;
    }

    private LinuxHardware Hardware() => new(_kernel, _kernel.Devices, _time, _log);
}
