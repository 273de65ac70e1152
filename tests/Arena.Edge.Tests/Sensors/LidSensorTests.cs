using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Lid;
using Arena.Edge.Tests.Hardware;
using Arena.Wire;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class LidSensorTests : IDisposable
{
    private const string Open = "bin-north-1-food/lid_open";
    private const string Openings = "bin-north-1-food/lid_openings";

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();
    private readonly NodeCounters _counters = new();
    private readonly ScriptedLine _line = new();

    [Fact]
    public async Task Each_movement_is_an_event_at_its_own_time_and_openings_are_counted()
    {
        _sink.Restore(Openings, 40);
        using var sensor = Sensor();
        Move(1.25, LineEdge.Rising);
        Move(3.5, LineEdge.Falling);
        Move(50.001, LineEdge.Rising);
        await ReadAfterAsync(sensor, 60);
        Assert.Equal([1, 0, 1], _sink.Of(Open).Select(sample => sample.Value));
        Assert.Equal([1.25, 3.5, 50.001], _sink.Of(Open).Select(sample => (sample.Time - UnixTime.From(PlayedClock.Start)).TotalSeconds));
        Assert.Equal(42, Assert.Single(_sink.Of(Openings)).Value);
    }

    [Fact]
    public async Task Without_movement_only_the_register_is_told()
    {
        using var sensor = Sensor();
        await ReadAfterAsync(sensor, 60);
        Assert.Equal(Openings, Assert.Single(_sink.Samples).Series.ToString());
    }

    [Fact]
    public async Task Two_movements_in_a_millisecond_stay_two_samples()
    {
        using var sensor = Sensor();
        Move(1.0001, LineEdge.Rising);
        Move(1.0004, LineEdge.Falling);
        await ReadAfterAsync(sensor, 60);
        Assert.Equal(2, _sink.Of(Open).Select(sample => sample.Time).Distinct().Count());
    }

    [Fact]
    public async Task Lost_movements_are_flagged_and_the_level_now_is_told()
    {
        using var sensor = Sensor();
        Move(1, LineEdge.Rising);
        _line.Drop(3);
        Move(9, LineEdge.Rising);
        await ReadAfterAsync(sensor, 60);
        Assert.Equal([1, 1, 0], _sink.Of(Open).Select(sample => sample.Value));
        Assert.All(_sink.Of(Open), sample => Assert.Equal(Quality.PulsesLost, sample.Quality));
        Assert.Equal(Quality.PulsesLost, Assert.Single(_sink.Of(Openings)).Quality);
        Assert.Equal(3, _counters.PulsesLost);
    }

    public void Dispose() => _line.Dispose();

    private LidSensor Sensor()
    {
        var hardware = new ScriptedHardware();
        hardware.Lines[SomePlan.Lid.Line] = _line;
        var sensor = new LidSensor(SomePlan.Lid, hardware, _sink, _clock, _counters);
        sensor.Open();
        return sensor;
    }

    private void Move(double atS, LineEdge edge) => _line.Edge(_clock.MonotonicNs + (long)(atS * 1e9), edge);

    private async Task ReadAfterAsync(LidSensor sensor, int seconds)
    {
        _clock.Wait(TimeSpan.FromSeconds(seconds));
        await sensor.ReadAsync(CancellationToken.None);
    }
}
