using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Weight;
using Arena.Edge.Tests.Hardware;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class WeightSensorTests
{
    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task It_starts_the_chip_as_the_datasheet_says_and_discards_six_conversions()
    {
        // 3.0 V: (4500 − 3000) / 300 = 5 in bits 5–3; gain 128: 7 in bits 2–0.
        var bus = Started();
        for (var i = 0; i < 6; i++) bus.On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", 0x7F, 0xFF, 0xFF);
        bus.On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", 0x02, 0x98, 0x10);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        bus.AssertDone();
        Assert.Equal(20, Assert.Single(_sink.Of("bin-north-1-food/cargo_weight")).Value);
    }

    [Theory]
    [InlineData(0x02, 0x49, 0xF0, 0, Quality.Good)]
    [InlineData(0x02, 0x4D, 0xD8, 1, Quality.Good)]
    [InlineData(0xFF, 0xFF, 0xFE, -150.002, Quality.Implausible)]
    [InlineData(0x10, 0x00, 0x00, 898.576, Quality.Implausible)]
    public async Task Weight_lies_on_the_line_through_the_two_calibrated_points(byte high, byte middle, byte low, double kg, Quality quality)
    {
        var bus = Running().On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", high, middle, low);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        var sample = Assert.Single(_sink.Samples);
        Assert.Equal(kg, sample.Value, 3);
        Assert.Equal(quality, sample.Quality);
    }

    [Fact]
    public async Task The_raw_reading_stands_beside_the_weight_where_it_is_asked_for()
    {
        var bus = Running().On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", 0x02, 0x98, 0x11);
        var sensor = new WeightSensor(SomePlan.Weight with { Raw = true }, bus, _sink, _clock);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(170_001, Assert.Single(_sink.Of("bin-north-1-food/cargo_weight_raw")).Value);
        Assert.Equal(sensor.Series, _sink.Samples.Select(sample => sample.Series));
    }

    [Theory]
    [InlineData(0x00, -150)]
    [InlineData(0xFF, -150.001)]
    public async Task What_a_stuck_bus_would_read_is_believed_only_of_a_chip_that_says_again_that_it_runs(byte all, double kg)
    {
        var bus = Running().On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", all, all, all).On("2A w 00 r 1", 0x1E);
        var sensor = Sensor(bus);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(kg, Assert.Single(_sink.Samples).Value, 3);

        bus.On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", all, all, all).On("2A w 00 r 1", all);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        Assert.Contains("stuck", fault.Message, StringComparison.Ordinal);
        Assert.Single(_sink.Samples);
    }

    [Fact]
    public async Task A_chip_that_does_not_power_up_is_named()
    {
        var bus = new ScriptedHardware().On("2A w 00 01").On("2A w 00 02");
        for (var i = 0; i < 40; i++) bus.On("2A w 00 r 1", 0x02);
        await FaultAsync(bus, "does not power up");
    }

    [Fact]
    public async Task Another_chip_at_the_address_is_named()
    {
        var bus = new ScriptedHardware().On("2A w 00 01").On("2A w 00 02").On("2A w 00 r 1", 0x0A).On("2A w 1F r 1", 0x63);
        await FaultAsync(bus, "revision register 1F reads 0x63, and a NAU7802 says 0x?F");
    }

    [Fact]
    public async Task A_chip_that_does_not_keep_its_settings_is_named()
    {
        var bus = new ScriptedHardware().On("2A w 00 01").On("2A w 00 02").On("2A w 00 r 1", 0x0A).On("2A w 1F r 1", 0x0F)
            .On("2A w 00 96").On("2A w 15 30").On("2A w 01 2F").On("2A w 01 r 1", 0xFF);
        await FaultAsync(bus, "not as a NAU7802 does: register 01 reads 0xFF after 0x2F");
    }

    [Fact]
    public async Task A_failed_calibration_is_named()
    {
        var bus = Started(calibration: 0x08);
        await FaultAsync(bus, "offset calibration");
    }

    [Fact]
    public async Task A_conversion_that_never_comes_is_a_fault_and_no_old_value()
    {
        var bus = Running();
        for (var i = 0; i < 60; i++) bus.On("2A w 00 r 1", 0x1E);
        await FaultAsync(bus, "gives no conversion within 500 ms");
    }

    [Theory]
    [InlineData(0x7F)]
    [InlineData(0x80)]
    public async Task A_bridge_at_the_end_of_its_range_is_a_fault(byte high)
    {
        var rest = (byte)(high == 0x7F ? 0xFF : 0x00);
        var bus = Running().On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", high, rest, rest);
        await FaultAsync(bus, "end of its range");
    }

    [Fact]
    public async Task The_emulated_chip_is_started_and_read_like_a_real_one()
    {
        var sensor = Emulated(out _, out _);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(12.5, Assert.Single(_sink.Samples).Value);
    }

    [Fact]
    public async Task After_a_brown_out_the_chip_is_started_anew()
    {
        var sensor = Emulated(out var chip, out _);
        await sensor.ReadAsync(CancellationToken.None);
        chip.BrownOut();
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        Assert.Contains("lost its settings", fault.Message, StringComparison.Ordinal);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal([12.5, 12.5], _sink.Samples.Select(sample => sample.Value));
    }

    [Fact]
    public async Task Without_its_plug_it_does_not_acknowledge()
    {
        var sensor = Emulated(out _, out var bus);
        bus.Detach(0x2A);
        var fault = await Assert.ThrowsAsync<I2cFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        Assert.Equal(I2cFailure.NoAcknowledge, fault.Failure);
    }

    [Fact]
    public void The_emulated_chip_has_not_settled_before_the_sixth_conversion()
    {
        Emulated(out var chip, out var bus);
        Assert.True(chip.Write([0x00, 0x02]));
        bus.Write(0x2A, [0x00, 0x16]);
        bus.Write(0x2A, [0x01, 0x07]);
        var raw = new byte[3];
        for (var conversion = 1; conversion <= 6; conversion++)
        {
            _clock.Wait(TimeSpan.FromMilliseconds(100));
            bus.WriteRead(0x2A, [0x12], raw);
            var settled = (raw[0] << 16 | raw[1] << 8 | raw[2]) == 162_500;
            Assert.Equal(conversion == 6, settled);
        }
    }

    private static ScriptedHardware Started(byte calibration = 0x00) => new ScriptedHardware()
        .On("2A w 00 01").On("2A w 00 02").On("2A w 00 r 1", 0x02).On("2A w 00 r 1", 0x0A).On("2A w 1F r 1", 0x0F)
        .On("2A w 00 96").On("2A w 15 30").On("2A w 01 2F").On("2A w 01 r 1", 0x2F)
        .On("2A w 02 04").On("2A w 02 r 1", 0x04).On("2A w 02 r 1", calibration).On("2A w 02 r 1", calibration);

    private static ScriptedHardware Running()
    {
        var bus = Started();
        for (var i = 0; i < 6; i++) bus.On("2A w 00 r 1", 0x3E).On("2A w 12 r 3", 0, 0, 0);
        return bus;
    }

    private async Task FaultAsync(ScriptedHardware bus, string what)
    {
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    private WeightSensor Emulated(out Nau7802Chip chip, out VirtualI2cBus bus)
    {
        var hardware = new VirtualHardware(_clock);
        chip = new Nau7802Chip(_clock, (_, gain) => 162_500.0 * gain / 128);
        bus = hardware.AddBus(1);
        bus.Attach(0x2A, chip);
        return Sensor(hardware);
    }

    private WeightSensor Sensor(IHardware hardware) => new(SomePlan.Weight, hardware, _sink, _clock);
}
