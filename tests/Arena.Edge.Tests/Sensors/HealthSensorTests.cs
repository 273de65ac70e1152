using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Health;
using Arena.Edge.Tests.Time;
using Arena.Edge.Time;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class HealthSensorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("arena-machine-").FullName;
    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();
    private readonly NodeCounters _counters = new();

    [Fact]
    public async Task It_reads_the_machine_it_runs_on()
    {
        _sink.WaitingBatches = 7;
        _counters.LosePulses(3);
        _sink.Restore("node-clubhouse/pulses_lost", 10);
        using var sensor = Sensor(new Machine());
        await sensor.ReadAsync(CancellationToken.None);

        Assert.InRange(Value(Quantities.CpuLoad), 0, 1);
        Assert.InRange(Value(Quantities.MemoryUsed), Environment.WorkingSet / 4, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 64.0);
        Assert.InRange(Value(Quantities.DiskFree), 1, 1e16);
        Assert.InRange(Value(Quantities.Uptime), 1, 1e9);
        Assert.Equal(7, Value(Quantities.OutboxBatches));
        Assert.Equal(13, Value(Quantities.PulsesLost));
        Assert.All(_sink.Samples, sample => Assert.Equal("node-clubhouse", sample.Series.Point));
    }

    [Fact]
    public async Task It_reads_what_a_Pi_says()
    {
        Write("proc/stat", "cpu  1000 0 500 8000 500 0 0 0 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
        Write("proc/meminfo", "MemTotal:         948304 kB\nMemFree:          123456 kB\nMemAvailable:     548304 kB\n");
        Write("proc/uptime", "350735.47 234388.90\n");
        Write("sys/class/thermal/thermal_zone0/type", "gpu-thermal\n");
        Write("sys/class/thermal/thermal_zone0/temp", "99000\n");
        Write("sys/class/thermal/thermal_zone1/type", "cpu-thermal\n");
        Write("sys/class/thermal/thermal_zone1/temp", "48312\n");
        using var sensor = Sensor(Copy());
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(0.15, Value(Quantities.CpuLoad));
        Assert.Equal(409_600_000, Value(Quantities.MemoryUsed));
        Assert.Equal(350_735, Value(Quantities.Uptime));
        Assert.Equal(48.31, Value(Quantities.CpuTemperature));

        Write("proc/stat", "cpu  1300 0 600 8500 600 0 0 0 0 0\n");
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(0.4, Value(Quantities.CpuLoad));
    }

    [Theory]
    [InlineData(true, 0.002)]
    [InlineData(false, 16)]
    public async Task It_tells_how_far_off_the_clock_may_be(bool synchronised, double seconds)
    {
        var source = new FakeClock { Synchronised = synchronised };
        using var sensor = new HealthSensor(SomePlan.Health, Copy(), _root, _sink, new NodeClock(new ManualTime(PlayedClock.Start), source), _counters);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(seconds, Value(Quantities.ClockError));
        Assert.Contains(sensor.Series, series => series.Quantity == Quantities.ClockError);
    }

    [Fact]
    public async Task A_clock_an_operator_vouches_for_is_not_off()
    {
        var source = new TrustedClock(new FakeClock { Synchronised = false });
        using var sensor = new HealthSensor(SomePlan.Health, Copy(), _root, _sink, new NodeClock(new ManualTime(PlayedClock.Start), source), _counters);
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(0, Value(Quantities.ClockError));
    }

    [Theory]
    [InlineData("cpu  12 x 4 5 6 7 8 9\n")]
    [InlineData("cpu  12\n")]
    [InlineData("")]
    public async Task What_the_machine_does_not_tell_is_not_published(string stat)
    {
        Write("proc/stat", stat);
        using var sensor = Sensor(Copy());
        await sensor.ReadAsync(CancellationToken.None);
        Assert.Equal(
            ["disk_free", "outbox_batches", "pulses_lost"], _sink.Samples.Select(sample => sample.Series.Quantity.Name).Order());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Machine Copy() => new(Path.Combine(_root, "proc"), Path.Combine(_root, "sys"));

    private HealthSensor Sensor(Machine machine) => new(SomePlan.Health, machine, _root, _sink, _clock, _counters);

    private double Value(Quantity quantity) => _sink.Of(quantity)[^1].Value;

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
