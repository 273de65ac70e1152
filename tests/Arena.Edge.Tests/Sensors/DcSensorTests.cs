using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Power;
using Arena.Edge.Tests.Hardware;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>Register values after the worked example of SBOS547 (June 2011), page 16, Table 1: 10 A through 2 mΩ at 12 V.</summary>
public sealed class DcSensorTests
{
    private const string Start = "40 w 00 45 23";

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task The_datasheets_example_reads_as_the_datasheet_says()
    {
        var bus = Measured(0x1F40, 0x2570);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        bus.AssertDone();
        Assert.Equal([11.98, 10, 119.8], _sink.Samples.Select(sample => sample.Value));
        Assert.Equal(["dc_voltage", "dc_current", "dc_power"], _sink.Samples.Select(sample => sample.Series.Quantity.Name));
        Assert.All(_sink.Samples, sample => Assert.Equal(Quality.Good, sample.Quality));
    }

    [Fact]
    public void Its_own_current_and_power_registers_would_say_the_same()
    {
        var reading = Ina226.Decode(8000, 9584);
        var current = 8000 * 2560 / 2048;
        Assert.Equal(current * 0.001, reading.CurrentA(0.002), 9);
        Assert.Equal(current * 9584 / 20_000 * 0.025, reading.PowerW(0.002), 0.025);
    }

    [Fact]
    public async Task A_current_that_flows_back_is_negative_and_so_is_its_power()
    {
        await Sensor(Measured(0xE0C0, 0x2570)).ReadAsync(CancellationToken.None);
        Assert.Equal([11.98, -10, -119.8], _sink.Samples.Select(sample => sample.Value));
    }

    [Fact]
    public async Task More_than_the_shunt_carries_is_flagged_and_the_voltage_is_not()
    {
        await Sensor(Measured(0x4650, 0x2570)).ReadAsync(CancellationToken.None);
        Assert.Equal([Quality.Good, Quality.Implausible, Quality.Implausible], _sink.Samples.Select(sample => sample.Quality));
    }

    [Theory]
    [InlineData(0x7FFF, 0x2570, "81.92 mV")]
    [InlineData(0x8000, 0x2570, "81.92 mV")]
    [InlineData(0x1F40, 0x7FFF, "40.96 V at VBUS")]
    public async Task The_end_of_a_range_is_a_fault(int shunt, int bus, string what) => await FaultAsync(Measured(shunt, bus), what);

    [Theory]
    [InlineData(0x5449, 0x2270)]
    [InlineData(0x0000, 0x0000)]
    public async Task Another_chip_at_the_address_is_named(int manufacturer, int die)
    {
        var bus = new ScriptedHardware()
            .On("40 w FE r 2", (byte)(manufacturer >> 8), (byte)manufacturer).On("40 w FF r 2", (byte)(die >> 8), (byte)die);
        await FaultAsync(bus, $"manufacturer 0x{manufacturer:X4} (an INA226 says 0x5449), die 0x{die:X4} (0x2260)");
    }

    [Fact]
    public async Task A_measurement_that_never_ends_is_a_fault_and_no_old_value()
    {
        var bus = Identified().On(Start);
        for (var i = 0; i < 60; i++) bus.On("40 w 06 r 2", 0, 0);
        await FaultAsync(bus, "does not end a measurement within 200 ms");
    }

    [Fact]
    public async Task After_a_failure_it_asks_again_who_answers()
    {
        var bus = Identified().Fail(Start, I2cFailure.NoAcknowledge);
        var sensor = Sensor(bus);
        await Assert.ThrowsAsync<I2cFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        Measured(0x1F40, 0x2570, bus);
        await sensor.ReadAsync(CancellationToken.None);
        bus.AssertDone();
    }

    [Fact]
    public async Task The_emulated_chip_gives_back_what_flows_through_it()
    {
        using var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x40, new Ina226Chip(_clock, _ => (-3.25 * 0.002, 13.1)));
        var sensor = Sensor(hardware);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal([13.1, -3.25, -42.575], _sink.Samples.Select(sample => sample.Value));
        Assert.True(_clock.GetUtcNow() - PlayedClock.Start >= TimeSpan.FromMilliseconds(35.2));
    }

    private static ScriptedHardware Identified(ScriptedHardware? bus = null) =>
        (bus ?? new ScriptedHardware()).On("40 w FE r 2", 0x54, 0x49).On("40 w FF r 2", 0x22, 0x60);

    private static ScriptedHardware Measured(int shunt, int busVoltage, ScriptedHardware? bus = null) => Identified(bus)
        .On(Start).On("40 w 06 r 2", 0, 0).On("40 w 06 r 2", 0, 8)
        .On("40 w 01 r 2", (byte)(shunt >> 8), (byte)shunt).On("40 w 02 r 2", (byte)(busVoltage >> 8), (byte)busVoltage);

    private async Task FaultAsync(ScriptedHardware bus, string what)
    {
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    private DcSensor Sensor(IHardware hardware) => new(SomePlan.Dc, hardware, _sink, _clock);
}
