using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot.Chips;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Tests.Hardware;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Sensors.FullPack;

/// <summary>Chips that Iot.Device.Bindings drives, as a manifest's sensors, on emulated chips.</summary>
public sealed class LibraryChipTests
{
    private static readonly AirPlan Bme280 = new() { Point = "climate-lounge", Every = TimeSpan.FromSeconds(60), Bus = 1, Address = 0x76, Chip = AirPlan.Bme280 };
    private static readonly AirPlan Scd4x = Bme280 with { Address = 0x62, Chip = AirPlan.Scd4x };
    private static readonly FillPlan Fill = SomePlan.Fill with { Chip = FillPlan.Vl53l0x, Address = 0x29 };

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(21.5, 43.2)]
    [InlineData(-17.3, 88)]
    public async Task A_BME280_gives_temperature_and_humidity(double celsius, double humidity)
    {
        using var sensor = Sensor(Bme280, new Bme280Chip(_clock, _ => (celsius, humidity)));

        await sensor.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["climate-lounge/temperature", "climate-lounge/relative_humidity"], sensor.Series.Select(series => series.ToString()));
        Assert.Equal(celsius, Value("climate-lounge/temperature"), 0.01);
        Assert.Equal(humidity, Value("climate-lounge/relative_humidity"), 0.02);
    }

    [Fact]
    public async Task A_BMP280_at_its_address_is_named_by_its_id()
    {
        var registers = new byte[256];
        registers[0xD0] = 0x58;
        using var sensor = Sensor(Bme280, new RegisterChip(registers));

        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains("BME280 0x76 on bus 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("88", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task An_SCD41_gives_carbon_dioxide_too()
    {
        using var sensor = Sensor(Scd4x, new Scd4xChip(_clock, _ => (23.4, 38.5, 812)));

        await sensor.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(23.4, Value("climate-lounge/temperature"), 0.01);
        Assert.Equal(38.5, Value("climate-lounge/relative_humidity"), 0.01);
        Assert.Equal(812, Value("climate-lounge/co2"));
    }

    [Fact]
    public async Task A_word_whose_crc_is_wrong_is_no_measurement()
    {
        using var sensor = Sensor(Scd4x, new Garbled(new Scd4xChip(_clock, _ => (23.4, 38.5, 812))));

        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains("CRC", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public void The_emulated_SCD41_has_the_datasheets_crc() => Assert.Equal(0x92, Scd4xChip.Crc([0xBE, 0xEF]));

    [Theory]
    [InlineData(700, 0.4)]
    [InlineData(250, 1)]
    public async Task A_VL53L0X_gives_the_level_of_a_bin(double mm, double level)
    {
        using var sensor = Sensor(Fill, new Vl53l0xChip(_clock, _ => mm));

        await sensor.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(level, Value("bin-north-1-food/filling_level"), 0.0001);
    }

    [Fact]
    public async Task A_range_status_that_is_not_valid_is_a_fault_and_no_distance()
    {
        using var sensor = Sensor(Fill, new Vl53l0xChip(_clock, _ => null));

        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains("status 4", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Samples);
    }

    [Fact]
    public async Task A_chip_that_does_not_answer_is_missed_and_read_once_it_does()
    {
        using var hardware = new VirtualHardware(_clock);
        var bus = hardware.AddBus(1);
        using var sensor = Maker(hardware).Make(Bme280);

        await Assert.ThrowsAsync<I2cFault>(async () => await sensor.ReadAsync(TestContext.Current.CancellationToken));
        bus.Attach(0x76, new Bme280Chip(_clock, _ => (20, 50)));
        await sensor.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, _sink.Samples.Count);
    }

    [Fact]
    public void Our_own_thermometer_stays_where_the_hardware_is_not_the_librarys()
    {
        using var hardware = new VirtualHardware(_clock);
        Assert.Null(new BindingsLibrary().Thermometer(SomePlan.Temperature, hardware));
    }

    private double Value(string series) => Assert.Single(_sink.Of(series)).Value;

    private ISensor Sensor(SensorPlan plan, IVirtualChip chip)
    {
        var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(plan is FillPlan fill ? fill.Address : ((AirPlan)plan).Address, chip);
        return Maker(hardware).Make(plan);
    }

    private SensorMaker Maker(VirtualHardware hardware) => new(hardware, _sink, _clock, new NodeCounters(), Path.GetTempPath());

    /// <summary>Nine bytes come with a bit turned; the answers before them are whole.</summary>
    private sealed class Garbled(IVirtualChip chip) : IVirtualChip
    {
        public bool Write(ReadOnlySpan<byte> data) => chip.Write(data);

        public bool Read(Span<byte> buffer)
        {
            var answers = chip.Read(buffer);
            if (buffer.Length == 9) buffer[4] ^= 0x10;
            return answers;
        }
    }
}
