using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Tests.Hardware;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class FillSensorTests
{
    private const string Level = "bin-north-1-food/filling_level";

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(100, 0, Quality.Good)]
    [InlineData(40, 0.8, Quality.Good)]
    [InlineData(25, 1, Quality.Good)]
    [InlineData(22, 1, Quality.Good)]
    [InlineData(104, 0, Quality.Good)]
    [InlineData(300, 0, Quality.Implausible)]
    public async Task The_level_lies_between_the_empty_and_the_full_distance(int cm, double level, Quality quality)
    {
        var bus = new ScriptedHardware().On("70 w 51").On("70 r 2", (byte)(cm >> 8), (byte)cm);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        bus.AssertDone();
        var sample = Assert.Single(_sink.Samples);
        Assert.Equal(Level, sample.Series.ToString());
        Assert.Equal(level, sample.Value);
        Assert.Equal(quality, sample.Quality);
    }

    [Fact]
    public async Task It_waits_longer_than_the_chip_takes_at_most()
    {
        var bus = new ScriptedHardware().On("70 w 51").On("70 r 2", 0, 50);
        await Sensor(bus).ReadAsync(CancellationToken.None);
        Assert.InRange((_clock.GetUtcNow() - PlayedClock.Start).TotalMilliseconds, 105, 150);
    }

    [Fact]
    public async Task Nothing_in_reach_is_a_fault_and_no_distance()
    {
        var bus = new ScriptedHardware().On("70 w 51").On("70 r 2", 0x02, 0xFD);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains("no echo within 765 cm", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task The_distance_stands_beside_the_level_where_it_is_asked_for_and_is_not_cut()
    {
        var bus = new ScriptedHardware().On("70 w 51").On("70 r 2", 1, 0x2C);
        await new FillSensor(SomePlan.Fill with { Raw = true }, bus, _sink, _clock).ReadAsync(CancellationToken.None);
        Assert.Equal([0, 3], _sink.Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(766)]
    [InlineData(0xFFFF)]
    public async Task A_range_the_chip_can_not_measure_is_a_fault_and_no_sample(int cm)
    {
        var bus = new ScriptedHardware().On("70 w 51").On("70 r 2", (byte)(cm >> 8), (byte)cm);
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Contains($"{cm} cm", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Theory]
    [InlineData(I2cFailure.NoAcknowledge)]
    [InlineData(I2cFailure.BusTimeout)]
    public async Task A_transfer_that_fails_is_no_sample(object failure)
    {
        var bus = new ScriptedHardware().On("70 w 51").Fail("70 r 2", (I2cFailure)failure);
        var fault = await Assert.ThrowsAsync<I2cFault>(async () => await Sensor(bus).ReadAsync(CancellationToken.None));
        Assert.Equal(failure, fault.Failure);
        Assert.Contains("0x70", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task The_emulated_chip_is_read_like_a_real_one()
    {
        using var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x70, new Mb7040Chip(_clock, _ => 47.4, TimeSpan.FromMilliseconds(99)));
        await Sensor(hardware).ReadAsync(CancellationToken.None);
        Assert.Equal(0.7067, Assert.Single(_sink.Of(Level)).Value);
    }

    [Fact]
    public void The_emulated_chip_ignores_its_bus_while_it_measures()
    {
        using var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x70, new Mb7040Chip(_clock, _ => 47, TimeSpan.FromMilliseconds(90)));
        hardware.Bus(1).Write(0x70, [0x51]);
        _clock.Wait(TimeSpan.FromMilliseconds(89));
        var range = new byte[2];
        Assert.Equal(I2cFailure.NoAcknowledge, Assert.Throws<I2cFault>(() => hardware.Bus(1).Read(0x70, range)).Failure);
        _clock.Wait(TimeSpan.FromMilliseconds(1));
        hardware.Bus(1).Read(0x70, range);
        Assert.Equal([0, 47], range);
    }

    private FillSensor Sensor(IHardware hardware) => new(SomePlan.Fill, hardware, _sink, _clock);
}
