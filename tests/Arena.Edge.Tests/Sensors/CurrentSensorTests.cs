using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Current;
using Arena.Edge.Tests.Hardware;
using Arena.Site;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>Register values after SBAS444E, section 8, and the quick-start of section 9.</summary>
public sealed class CurrentSensorTests
{
    private const string Current = "kitchen-dishwasher/current";

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData("a0", 0xC3E3)]
    [InlineData("a3", 0xF3E3)]
    [InlineData("a0-a1", 0x85E3)]
    [InlineData("a2-a3", 0xB5E3)]
    public void One_conversion_is_started_with_the_fields_of_the_datasheet(string input, int config) =>
        Assert.Equal(config, Ads1115Registers.StartOf(input));

    [Theory]
    [InlineData("a0-a1", 0x7FFF, 2.0479375)]
    [InlineData("a0-a1", 0x0001, 0.0000625)]
    [InlineData("a0", 0x4000, 2.048)]
    public void A_step_is_full_scale_by_32768(string input, int code, double volts) =>
        Assert.Equal(volts, code * Ads1115Registers.StepV(input), 9);

    [Theory]
    [InlineData("a0")]
    [InlineData("a2-a3")]
    public async Task A_hundred_amperes_make_one_point_one_volts_at_22_ohm_and_read_a_hundred_amperes(string input)
    {
        await Sensor(Chip(Sine(1.1)), SomePlan.Current with { Input = input }).ReadAsync(CancellationToken.None);
        Assert.Equal(100, Assert.Single(_sink.Of(Current)).Value, 0.5);
        Assert.Equal(23_000, Assert.Single(_sink.Of(Quantities.ApparentPower)).Value, 115.0);
    }

    [Fact]
    public async Task A_chopped_wave_reads_its_true_value_and_not_the_mean_of_a_sine()
    {
        // A dimmer that lets the second half of each half-wave through: its true value is that of the sine by √2.
        var chopped = Chip((us, _) => us % 10_000 < 5_000 ? 1.65 : Sine(0.5)(us, 4));
        await Sensor(chopped).ReadAsync(CancellationToken.None);
        Assert.Equal(0.5 / Math.Sqrt(2) * 2000 / 22, Assert.Single(_sink.Of(Current)).Value, 1.2);
    }

    [Fact]
    public async Task Nothing_flows_where_only_the_bias_lies()
    {
        await Sensor(Chip((_, _) => 1.65)).ReadAsync(CancellationToken.None);
        Assert.Equal(0, Assert.Single(_sink.Of(Current)).Value);
    }

    [Fact]
    public async Task More_than_the_clamp_measures_is_flagged_and_its_raw_voltage_stands_beside_it()
    {
        await Sensor(Chip(Sine(1.0)), SomePlan.Current with { MaxA = 60, Raw = true }).ReadAsync(CancellationToken.None);
        Assert.Equal(3, _sink.Samples.Count);
        Assert.All(_sink.Samples, sample => Assert.Equal(Quality.Implausible, sample.Quality));
        Assert.Equal(_sink.Of(Current)[0].Value, _sink.Of(Quantities.ClampVoltage)[0].Value * SomePlan.Current.AmperesPerVolt, 0.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3.2)]
    public async Task A_divider_that_is_off_is_a_fault_and_no_current(double biasV) =>
        await FaultAsync(Sensor(Chip((_, _) => biasV)), "half the supply, about 1.65 V");

    [Fact]
    public async Task A_clipped_wave_is_a_fault() =>
        await FaultAsync(Sensor(Chip((us, _) => Sine(2)(us, 0)), SomePlan.Current with { Input = "a0-a1" }), "end of its range on a0-a1");

    [Fact]
    public async Task A_chip_with_twelve_bits_is_named() =>
        await FaultAsync(Sensor(Chip((us, mux) => Math.Round(Sine(1)(us * 21 / 20, mux) / 0.002) * 0.002)), "ADS1015");

    [Fact]
    public async Task Another_chip_at_the_address_is_named()
    {
        using var bus = new ScriptedHardware().On("48 w 01 C3 E3").On("48 w 01 r 2", 0x01, 0x90);
        await FaultAsync(Sensor(bus), "config reads 0x0190 after 0xC3E3");
    }

    [Fact]
    public async Task A_conversion_that_never_ends_is_a_fault_and_no_old_value()
    {
        using var bus = new ScriptedHardware().On("48 w 01 C3 E3");
        for (var i = 0; i < 60; i++) bus.On("48 w 01 r 2", 0x43, 0xE3);
        await FaultAsync(Sensor(bus), "does not end a conversion within 20 ms");
    }

    [Fact]
    public async Task Clamps_on_one_chip_take_turns()
    {
        using var hardware = Chip((us, mux) => mux == 4 ? Sine(1)(us, 4) : Sine(0.25)(us, 4));
        var maker = new SensorMaker(hardware, _sink, _clock, new NodeCounters(), Path.GetTempPath());
        using var first = maker.Make(SomePlan.Current);
        using var second = maker.Make(SomePlan.Current with { Point = "dryer", Input = "a1" });
        await Task.WhenAll(first.ReadAsync(CancellationToken.None).AsTask(), second.ReadAsync(CancellationToken.None).AsTask());
        Assert.Equal([90.909, 22.727], _sink.Of(Quantities.Current).Select(sample => sample.Value), (expected, found) => Math.Abs(expected - found) < 0.5);
    }

    private static Func<long, int, double> Sine(double rmsV) =>
        (us, mux) => (mux >= 4 ? 1.65 : 0) + (Math.Sqrt(2) * rmsV * Math.Sin(2 * Math.PI * us / 20_000));

    private VirtualHardware Chip(Func<long, int, double> voltsAtUs)
    {
        var hardware = new VirtualHardware(_clock);
        hardware.AddBus(1).Attach(0x48, new Ads1115Chip(_clock, (time, mux) => voltsAtUs(time.Microseconds, mux)));
        return hardware;
    }

    private CurrentSensor Sensor(IHardware hardware, CurrentPlan? plan = null) =>
        new(plan ?? SomePlan.Current, new Ads1115(hardware, 1, 0x48, _clock), _sink, _clock);

    private async Task FaultAsync(CurrentSensor sensor, string what)
    {
        using (sensor)
        {
            var fault = await Assert.ThrowsAsync<SensorFault>(async () => await sensor.ReadAsync(CancellationToken.None));
            Assert.Contains(what, fault.Message, StringComparison.Ordinal);
            Assert.Empty(_sink.Samples);
        }
    }
}
