using System.Device.Gpio;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot.Chips;
using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Weight;
using Arena.Edge.Tests.Hardware.FullPack;
using Arena.Edge.Tests.Time;
using Arena.Site;
using Xunit;

namespace Arena.Edge.Tests.Sensors.FullPack;

/// <summary>The HX711's serial protocol as its datasheet has it (page 4): DOUT low is ready, 24 bits with the clock's falls, the 25th pulse for channel A at gain 128.</summary>
public sealed class Hx711LoadCellTests : IDisposable
{
    private const int Clock = 5;
    private const int Data = 6;

    private readonly Hx711Driver _chip = new();
    private readonly GpioController _controller;
    private readonly RecordingSink _sink = new();

    public Hx711LoadCellTests() => _controller = new GpioController(_chip);

    public void Dispose() => _controller.Dispose();

    [Theory]
    [InlineData(170_000)]
    [InlineData(-3)]
    [InlineData(8_388_606)]
    public async Task Its_24_bits_come_with_their_sign(int raw)
    {
        _chip.Raw = raw;
        using var cell = Cell();
        Assert.Equal(raw, await cell.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3 * 25, _chip.Clocks);
    }

    [Fact]
    public async Task One_reading_that_is_bent_does_not_count()
    {
        _chip.Raw = 160_000;
        _chip.Then.Enqueue(4_000_000);
        using var cell = Cell();
        Assert.Equal(160_000, await cell.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(8_388_607)]
    [InlineData(-8_388_608)]
    public async Task A_cell_at_the_end_of_its_range_is_a_fault(int raw)
    {
        _chip.Raw = raw;
        using var cell = Cell();
        var fault = await Assert.ThrowsAsync<SensorFault>(async () => await cell.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Contains("HX711 on lines 5 and 6", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chip_that_is_never_ready_is_a_fault_after_a_second_and_blocks_nobody()
    {
        _chip.Ready = false;
        var time = new ManualTime();
        using var cell = new Hx711LoadCell(() => _controller, Clock, Data, time);
        var reading = cell.ReadAsync(TestContext.Current.CancellationToken).AsTask();

        while (!reading.IsCompleted)
        {
            await Task.WhenAny(reading, time.TimerWithinAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
            if (!reading.IsCompleted) time.AdvanceToNextTimer();
        }

        Assert.Contains("never ready", (await Assert.ThrowsAsync<SensorFault>(() => reading)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_weighs_a_bin_by_its_two_calibrated_points()
    {
        _chip.Raw = 165_000;
        var plan = new Hx711Plan
        {
            Point = "bin-north-1-food",
            Every = TimeSpan.FromSeconds(60),
            Chip = SomePlan.Chip,
            ClockLine = Clock,
            DataLine = Data,
            EmptyRaw = 150_000,
            KnownKg = 20,
            KnownRaw = 170_000,
            MaxKg = 200,
        };
        using var sensor = new WeightSensor(plan, Cell(), _sink, PlayedClock.Make());

        await sensor.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(15, Assert.Single(_sink.Of("bin-north-1-food/cargo_weight")).Value);
    }

    [Fact]
    public async Task On_hardware_whose_lines_the_library_does_not_have_it_says_what_to_give()
    {
        using var hardware = new VirtualHardware(TimeProvider.System);
        var plan = new Hx711Plan
        {
            Point = "bin",
            Every = TimeSpan.FromSeconds(60),
            Chip = SomePlan.Chip,
            ClockLine = Clock,
            DataLine = Data,
            EmptyRaw = 0,
            KnownKg = 1,
            KnownRaw = 1,
            MaxKg = 2,
        };
        var cell = new BindingsLibrary().LoadCell(plan, hardware, TimeProvider.System);
        var fault = await Assert.ThrowsAsync<HardwareFault>(async () => await cell.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Contains("--hardware dotnet-iot", fault.Message, StringComparison.Ordinal);
    }

    private Hx711LoadCell Cell() => new(() => _controller, Clock, Data, TimeProvider.System);

    /// <summary>The chip as its two pins show it.</summary>
    private sealed class Hx711Driver : FakeGpioDriver
    {
        private int _bit = -1;
        private int _shown;

        public int Raw { get; set; }

        /// <summary>What the next conversions say instead.</summary>
        public Queue<int> Then { get; } = new();

        public bool Ready { get; set; } = true;

        public int Clocks { get; private set; }

        protected override void Write(int pinNumber, PinValue value)
        {
            base.Write(pinNumber, value);
            if (pinNumber != Clock || value == PinValue.Low) return;
            Clocks++;
            if (++_bit == 0) _shown = Then.TryDequeue(out var next) ? next : Raw;
            // The 25th: the conversion was read, and the next is ready at once.
            if (_bit == 24) _bit = -1;
        }

        protected override PinValue Read(int pinNumber)
        {
            if (pinNumber != Data) return base.Read(pinNumber);
            if (_bit < 0) return Ready ? PinValue.Low : PinValue.High;
            return ((_shown >> (23 - _bit)) & 1) != 0;
        }
    }
}
