using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Tests.Hardware;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>Register values after DS25095, section 5.4: 13 bits, two's complement, sixteenths of a degree, under three flags.</summary>
public sealed class TemperatureSensorTests
{
    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(0x0194, 25.25)]
    [InlineData(0xC194, 25.25)]
    [InlineData(0x0000, 0)]
    [InlineData(0x0001, 0.0625)]
    [InlineData(0x1FFF, -0.0625)]
    [InlineData(0x3FF0, -1)]
    [InlineData(0x1D80, -40)]
    [InlineData(0xE7D0, 125)]
    public void The_flags_are_no_part_of_the_temperature(int register, double celsius) =>
        Assert.Equal(celsius, Mcp9808.Decode((ushort)register));

    [Fact]
    public async Task It_asks_who_answers_once_and_then_reads()
    {
        var bus = Identified().On("18 w 05 r 2", 0xC1, 0x5C).On("18 w 05 r 2", 0xC1, 0x60);
        var sensor = Sensor(bus);
        await sensor.ReadAsync(CancellationToken.None);
        await sensor.ReadAsync(CancellationToken.None);
        bus.AssertDone();
        Assert.Equal([21.75, 22], _sink.Of("climate-lounge/temperature").Select(sample => sample.Value));
    }

    [Theory]
    [InlineData(0x0054, 0x0300)]
    [InlineData(0x0049, 0x0400)]
    public async Task Another_chip_at_the_address_is_named(int manufacturer, int device)
    {
        var bus = new ScriptedHardware()
            .On("18 w 06 r 2", (byte)(manufacturer >> 8), (byte)manufacturer).On("18 w 07 r 2", (byte)(device >> 8), (byte)device);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains($"0x{manufacturer:X4}", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"0x{device:X4}", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task After_a_failure_it_asks_again_who_answers()
    {
        var bus = Identified().Fail("18 w 05 r 2", I2cFailure.NoAcknowledge);
        var sensor = Sensor(bus);
        await Assert.ThrowsAsync<I2cFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        bus.On("18 w 06 r 2", 0, 0x54).On("18 w 07 r 2", 4, 0).On("18 w 01 r 2", 0, 0).On("18 w 05 r 2", 1, 0x94);
        await sensor.ReadAsync(CancellationToken.None);
        bus.AssertDone();
        Assert.Equal(25.25, Assert.Single(_sink.Samples).Value);
    }

    [Fact]
    public async Task A_chip_that_sleeps_is_woken_as_its_register_holds_an_old_temperature()
    {
        var celsius = 21.75;
        using var hardware = new VirtualHardware(_clock);
        var bus = hardware.AddBus(1);
        bus.Attach(0x18, new Mcp9808Chip(_clock, _ => celsius));
        bus.Write(0x18, [0x01, 0x01, 0x00]);
        celsius = 30;
        await Sensor(hardware).ReadAsync(CancellationToken.None);
        Assert.Equal(30, Assert.Single(_sink.Samples).Value);
        Assert.InRange((_clock.GetUtcNow() - PlayedClock.Start).TotalMilliseconds, 250, 400);
    }

    [Fact]
    public async Task A_chip_that_does_not_wake_gives_no_old_temperature()
    {
        var bus = new ScriptedHardware().On("18 w 06 r 2", 0, 0x54).On("18 w 07 r 2", 4, 0)
            .On("18 w 01 r 2", 1, 0).On("18 w 01 00 00").On("18 w 01 r 2", 1, 0);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains("shutdown", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task Zero_degrees_are_believed_only_after_the_time_of_a_conversion()
    {
        var bus = Identified().On("18 w 05 r 2", 0, 0).On("18 w 06 r 2", 0, 0x54).On("18 w 07 r 2", 4, 0).On("18 w 01 r 2", 0, 0).On("18 w 05 r 2", 0, 0x10);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        bus.AssertDone();
        Assert.Equal(1, Assert.Single(_sink.Samples).Value);
        Assert.InRange((_clock.GetUtcNow() - PlayedClock.Start).TotalMilliseconds, 250, 400);
    }

    [Theory]
    [InlineData(-39.94)]
    [InlineData(-0.5)]
    [InlineData(4.1)]
    [InlineData(61.3)]
    public async Task The_emulated_chip_gives_back_what_it_feels_to_a_sixteenth(double celsius)
    {
        using var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x18, new Mcp9808Chip(_clock, _ => celsius));
        await Sensor(hardware).ReadAsync(CancellationToken.None);
        Assert.Equal(Math.Round(celsius * 16) / 16, Assert.Single(_sink.Samples).Value);
    }

    [Fact]
    public void The_emulated_chip_flags_its_limits_and_keeps_its_pointer()
    {
        using var hardware = new VirtualHardware(_clock);
        var bus = hardware.AddBus(1);
        bus.Attach(0x18, new Mcp9808Chip(_clock, _ => 21.75));
        bus.Write(0x18, [0x02, 0x01, 0x90]);
        bus.Write(0x18, [0x04, 0x01, 0xE0]);
        var ambient = new byte[2];
        bus.WriteRead(0x18, [0x05], ambient);
        Assert.Equal([0x01, 0x5C], ambient);
        bus.Read(0x18, ambient);
        Assert.Equal([0x01, 0x5C], ambient);
        Assert.Throws<I2cFault>(() => bus.Write(0x18, [0x0F]));
        Assert.Throws<I2cFault>(() => bus.Write(0x19, [0x05]));
    }

    private static ScriptedHardware Identified() => new ScriptedHardware().On("18 w 06 r 2", 0x00, 0x54).On("18 w 07 r 2", 0x04, 0x00)
        .On("18 w 01 r 2", 0x00, 0x00);

    private TemperatureSensor Sensor(IHardware hardware) => new(SomePlan.Temperature, hardware, _sink, _clock);
}
