using Arena.Edge.Doctor;
using Arena.Edge.Doctor.Wiring;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Tests.Hardware.Linux;
using Arena.Edge.Tests.Sensors;
using Arena.Site;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Arena.Edge.Tests.Doctor.BoardCheckTests;

namespace Arena.Edge.Tests.Doctor;

public sealed class WiringCheckTests : IDisposable
{
    private static readonly PlannedLine Line = PlannedLine.Of(SomePlan.Meter)!;

    private readonly FakeKernel _kernel = new();
    private readonly FakeChip _chip;
    private readonly LinuxHardware _hardware;

    public WiringCheckTests()
    {
        _chip = new FakeChip(_kernel, "gpiochip0", SomePlan.Chip);
        _hardware = new LinuxHardware(_kernel, _kernel.Devices, TimeProvider.System, NullLogger.Instance);
    }

    public void Dispose()
    {
        _hardware.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void Gpio_chips_are_named_by_their_labels_with_who_holds_their_lines()
    {
        Expect(CheckStatus.Skipped, "no GPIO chip", LineChecks.Chips(_kernel, _kernel.Devices));
        _kernel.Add("gpiochip0", _ => _chip);
        _chip.Holder = "someone";
        var finding = LineChecks.Chips(_kernel, _kernel.Devices);
        Expect(CheckStatus.Ok, SomePlan.Chip, finding);
        Assert.Contains("5 GPIO5 held by someone", finding.Dump, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenDescriptors);

        _kernel.Add("gpiochip1", _ => new Refusal(Errno.AccessDenied));
        var refused = LineChecks.Chips(_kernel, _kernel.Devices);
        Expect(CheckStatus.Warning, "may be opened", refused);
        Assert.Contains("group 'gpio'", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_line_is_opened_for_a_moment_and_tells_its_level()
    {
        _kernel.Add("gpiochip0", _ => _chip);
        Assert.Null(Line.Holder(_kernel, _kernel.Devices));
        Expect(CheckStatus.Ok, "its level is high", Look(holder: null));
        _chip.Line.Active = true;
        Expect(CheckStatus.Ok, "its level is low", Look(holder: null));
        Assert.Equal(2, _chip.Requests);
        Assert.Equal(0, _kernel.OpenDescriptors);
    }

    [Fact]
    public void A_line_of_another_program_fails_with_its_name_and_the_workers_own_is_fine()
    {
        _kernel.Add("gpiochip0", _ => _chip);
        _chip.Holder = "w1-gpio";
        Expect(CheckStatus.Failed, "held by 'w1-gpio'", Look(Line.Holder(_kernel, _kernel.Devices)));
        _chip.Holder = Line.HolderName;
        Expect(CheckStatus.Ok, "held by arena-edge", Look(Line.Holder(_kernel, _kernel.Devices), running: true));
        Assert.Equal(0, _chip.Requests);
        Expect(CheckStatus.Warning, "free although", Look(holder: null, running: true));
    }

    [Fact]
    public void A_line_that_is_not_there_fails_with_what_is()
    {
        _kernel.Add("gpiochip0", _ => new FakeChip(_kernel, "gpiochip0", "pinctrl-rp1"));
        var fault = Assert.Throws<HardwareFault>(() => Line.Holder(_kernel, _kernel.Devices));
        Assert.Contains("pinctrl-rp1", fault.Message, StringComparison.Ordinal);
        var far = Line with { Request = Line.Request with { Chip = "pinctrl-rp1", Line = 99 } };
        Assert.Contains("0 to 27", Assert.Throws<HardwareFault>(() => far.Holder(_kernel, _kernel.Devices)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50_000, CheckStatus.Ok, "runs at 50000 Hz")]
    [InlineData(100_000, CheckStatus.Warning, "not as it should be")]
    internal void A_bus_with_a_sonar_must_be_slow(int speedHz, CheckStatus status, string words)
    {
        using var pi = SomeMachine.Pi4();
        var plan = new I2cBusPlan(1, 50_000, null);
        var node = PlayedVenue.Node("node-roof") with { Buses = [plan], Sensors = [SomePlan.Fill] };
        Expect(CheckStatus.Failed, "is not there", BusChecks.Look(node, plan, pi.Roots));
        Expect(CheckStatus.Skipped, "no I2C bus", BusChecks.Found(pi.Roots));

        pi.With("sys/bus/i2c/devices/i2c-1/name", "bcm2835 (i2c@7e804000)\n").With("sys/bus/i2c/devices/i2c-1/of_node/compatible", "brcm,bcm2711-i2c\0");
        var frequency = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frequency, speedHz);
        File.WriteAllBytes(Path.Combine(pi.Roots.Sys, "bus/i2c/devices/i2c-1/of_node/clock-frequency"), frequency);
        Expect(CheckStatus.Failed, "there is no", BusChecks.Look(node, plan, pi.Roots));
        pi.With("dev/i2c-1", "");
        var finding = BusChecks.Look(node, plan, pi.Roots);
        Expect(status, words, finding);
        if (status == CheckStatus.Warning) Assert.Contains("misreads a stretched clock", finding.Advice, StringComparison.Ordinal);
        Expect(CheckStatus.Ok, "I2C buses: 1", BusChecks.Found(pi.Roots));
    }

    [Fact]
    public void Chips_are_told_by_their_ids_without_writing_a_value_or_touching_another_address()
    {
        var adapter = new FakeAdapter(I2cFunctions.I2c);
        _kernel.Add("i2c-1", _ => adapter);
        adapter.Chips[0x18] = new ushort[257];
        adapter.Chips[0x48] = new ushort[257];
        adapter.Chips[0x70] = new ushort[257];

        Expect(CheckStatus.Failed, "Nobody answers at 0x2A on bus 1, where the NAU7802", ChipCheck.Look(Chip(SomePlan.Weight), _hardware));
        Expect(CheckStatus.Ok, "Something answers at 0x48", ChipCheck.Look(Chip(SomePlan.Current), _hardware));
        Expect(CheckStatus.Ok, "Something answers at 0x70", ChipCheck.Look(Chip(SomePlan.Fill), _hardware));
        Expect(CheckStatus.Failed, "unknown chip in place of the MCP9808", ChipCheck.Look(Chip(SomePlan.Temperature), _hardware));

        // One byte written and then read: a register's number.
        Assert.All(adapter.Asked, asked => Assert.True(asked.Split(' ') is [_, "w", { Length: 2 }, "r", _] or ["70", "r", _], asked));
        Assert.Subset(new HashSet<string> { "18", "2A", "48", "70" }, adapter.Asked.Select(asked => asked[..2]).ToHashSet());
    }

    [Fact]
    public void The_wrong_chip_is_named()
    {
        var site = PlayedVenue.Site;
        var clock = new Arena.Edge.Sensors.NodeClock(TimeProvider.System);
        using var hardware = new Arena.Edge.Hardware.Virtual.VirtualVenue(site, 7).HardwareFor(PlayedVenue.Node("node-roof"), clock);
        var (thermometer, monitor) = (SomePlan.Temperature, SomePlan.Dc);
        Expect(CheckStatus.Ok, "MCP9808 answers", ChipCheck.Look(Chip(thermometer), hardware));
        Expect(CheckStatus.Ok, "INA226 answers", ChipCheck.Look(Chip(monitor), hardware));
        Expect(CheckStatus.Failed, "an INA226 in place of the MCP9808", ChipCheck.Look(Chip(thermometer with { Address = 0x40 }), hardware));
        Expect(CheckStatus.Failed, "an MCP9808 in place of the INA226", ChipCheck.Look(Chip(monitor with { Address = 0x18 }), hardware));
        hardware.VirtualBus(1).Detach(0x18);
        Expect(CheckStatus.Failed, "Nobody answers at 0x18", ChipCheck.Look(Chip(thermometer), hardware));
    }

    [Fact]
    public void A_load_cells_converter_is_known_by_its_revision()
    {
        var clock = new Arena.Edge.Sensors.NodeClock(TimeProvider.System);
        using var hardware = new Arena.Edge.Hardware.Virtual.VirtualHardware(clock);
        hardware.AddBus(1).Attach(0x2A, new Arena.Edge.Hardware.Virtual.Chips.Nau7802Chip(clock, (_, _) => 0));
        Expect(CheckStatus.Ok, "NAU7802 answers", ChipCheck.Look(Chip(SomePlan.Weight), hardware));
    }

    [Fact]
    public void Calibrations_are_told_by_their_age()
    {
        var today = new DateOnly(2026, 11, 22);
        var node = PlayedVenue.Node("node-roof");
        Expect(CheckStatus.Skipped, "needs a calibration", CalibrationCheck.Look(node with { Sensors = [SomePlan.Health] }, null, today));
        Expect(CheckStatus.Ok, "from the last year", CalibrationCheck.Look(With(today.AddDays(-365)), null, today));
        Expect(CheckStatus.Warning, "older than a year (weight of bin-north-1-food)", CalibrationCheck.Look(With(today.AddDays(-366)), null, today));
        Expect(CheckStatus.Warning, "1 is without a date (weight of bin-north-1-food)", CalibrationCheck.Look(With(null), null, today));

        using var data = new Hosting.DataFolder();
        Expect(CheckStatus.Ok, "from the last year", CalibrationCheck.Look(With(today), data.Path, today));
        var made = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        new Arena.Edge.Sensors.Calibrating.CalibrationBook(data.Path).Append(new("bin-north-1-food", "weight", made, "Kim", [], "empty_raw: 5"));
        Expect(CheckStatus.Ok, "from the last year", CalibrationCheck.Look(With(today), data.Path, today));
        var unwritten = CalibrationCheck.Look(With(today.AddDays(-9)), data.Path, today);
        Expect(CheckStatus.Warning, "calibrated here on 2026-11-22", unwritten);
        Assert.Equal("Write at it: empty_raw: 5", unwritten.Advice);

        SiteNode With(DateOnly? on) => node with { Sensors = [SomePlan.Weight with { Calibrated = on is { } day ? new Calibration(day, "Kim") : null }] };
    }

    private Finding Look(string? holder, bool running = false) => LineChecks.Look(Line, _hardware, holder, running);

    private static PlannedChip Chip(SensorPlan plan) => Assert.Single(PlannedChip.Of(PlayedVenue.Node("node-roof") with { Sensors = [plan] }));
}
