using Arena.Edge.Hardware.Virtual;
using Arena.Edge.Hardware.Virtual.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Fill;
using Arena.Edge.Sensors.Temperature;
using Arena.Edge.Sensors.Weight;
using Arena.Edge.Tests.Hardware;
using Arena.Edge.Tests.Mqtt;
using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

/// <summary>An I2C bus that hangs or lies, under the real drivers.</summary>
[Trait("Fault", "34")]
public sealed class FaultyBusTests : IDisposable
{
    private readonly RecordingSink _sink = new();
    private readonly LogBook _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public async Task A_bus_whose_lines_are_stuck_gives_no_sample_and_the_gap_is_declared_when_it_is_free_again(int stuck)
    {
        var clock = PlayedClock.Make();
        using var bus = WithChips(clock);
        ISensor[] sensors =
        [
            new TemperatureSensor(SomePlan.Temperature, bus, _sink, clock),
            new FillSensor(SomePlan.Fill, bus, _sink, clock),
            new WeightSensor(SomePlan.Weight, bus, _sink, clock),
        ];
        var runs = Array.ConvertAll(sensors, sensor => new SensorRun(sensor, clock, new NodeCounters(), _sink.Declare, _log));
        await ReadAsync(runs, clock);
        Assert.Equal(3, _sink.Samples.Count);

        bus.Stuck = (byte)stuck;
        for (var i = 0; i < 3; i++) await ReadAsync(runs, clock);
        Assert.Equal(3, _sink.Samples.Count);
        Assert.Empty(_sink.Gaps);

        bus.Stuck = null;
        await ReadAsync(runs, clock);
        Assert.Equal(6, _sink.Samples.Count);
        Assert.All(_sink.Samples, sample => Assert.Equal(Quality.Good, sample.Quality));
        Assert.All(_sink.Gaps, gap => Assert.Equal(GapCause.SensorFault, gap.Cause));
        Assert.Equal(["bin-north-1-food", "bin-north-1-food", "climate-lounge"], _sink.Gaps.Select(gap => gap.Point).Order());
        Assert.All(_sink.Gaps, gap => Assert.InRange((gap.To - gap.From).TotalMinutes, 2.9, 3.2));
        Assert.All(_sink.Gaps, gap => Assert.NotEmpty(gap.Detail));
    }

    [Fact]
    public async Task A_value_that_the_chip_cannot_measure_is_stored_with_its_flag()
    {
        var bus = new ScriptedHardware().On("18 w 06 r 2", 0x00, 0x54).On("18 w 07 r 2", 0x04, 0x00).On("18 w 01 r 2", 0, 0).On("18 w 05 r 2", 0x07, 0xF0);
        await new TemperatureSensor(SomePlan.Temperature, bus, _sink, PlayedClock.Make()).ReadAsync(CancellationToken.None);
        Assert.Equal(Quality.Implausible, Assert.Single(_sink.Samples).Quality);
    }

    [Fact]
    public async Task A_bus_that_hangs_in_the_kernel_isolates_its_sensor_and_others_go_on()
    {
        var time = new SteppedTime();
        var clock = new NodeClock(time);
        using var bus = WithChips(clock);
        using var end = new CancellationTokenSource();
        var hanging = new TemperatureSensor(SomePlan.Temperature with { Every = TimeSpan.FromSeconds(7) }, bus, _sink, clock);
        var good = new FakeSensor("good", (_, _) => ValueTask.CompletedTask);
        using var sampler = new NodeSampler(_ => [hanging, good], clock, _log, _sink.Declare);
        bus.Hang();
        var run = sampler.RunAsync(end.Token);
        var firstWaits = time.TenSecondTimers;
        var told = _log.NextWithAsync("a reading hangs");
        while (!told.IsCompleted) await SecondAsync(time, good, firstWaits);
        await told;
        Assert.True(good.Begun >= 3, $"the other sensor was read {good.Begun} times while the bus hung");
        Assert.Empty(_sink.Samples);

        bus.GoOn();
        var recovered = _log.NextWithAsync("works again");
        while (!recovered.IsCompleted) await SecondAsync(time, good, firstWaits);
        await recovered;
        await end.CancelAsync();
        await run.WithinAsync("the sampler's end");
        var gap = Assert.Single(_sink.Gaps);
        Assert.Equal((GapCause.SensorFault, "climate-lounge"), (gap.Cause, gap.Point));
        Assert.Contains("hangs", gap.Detail, StringComparison.Ordinal);
        Assert.True(gap.To > gap.From);
    }

    // Moves the clock on, and not further before the good sensor's reading of that second has ended and its next is waited for.
    private static async Task SecondAsync(SteppedTime time, FakeSensor good, int firstWaits)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        var firstMs = new Pace(good.Plan).AtOrAfter(PlayedClock.Start.ToUnixTimeMilliseconds() + 1);
        var sinceMs = time.GetUtcNow().ToUnixTimeMilliseconds() - firstMs;
        if (sinceMs < 0) return;
        var readings = (int)(sinceMs / 10_000) + 1;
        await good.EndedAsync(readings);
        await time.TenSecondTimersAsync(firstWaits + readings);

        // The other sensor's reading runs in real time, on a thread that has to be given the processor.
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static FaultyBus WithChips(NodeClock clock)
    {
        var hardware = new VirtualHardware(clock);
        var bus = hardware.AddBus(1);
        bus.Attach(SomePlan.Temperature.Address, new Mcp9808Chip(clock, _ => 21.75));
        bus.Attach(SomePlan.Fill.Address, new Mb7040Chip(clock, _ => 60, TimeSpan.FromMilliseconds(90)));
        bus.Attach(SomePlan.Weight.Address, new Nau7802Chip(clock, (_, gain) => 160_000.0 * gain / 128));
        return new FaultyBus(hardware);
    }

    private static async Task ReadAsync(SensorRun[] runs, NodeClock clock)
    {
        foreach (var run in runs) await run.ReadAsync(CancellationToken.None);
        clock.Wait(TimeSpan.FromMinutes(1));
    }
}
