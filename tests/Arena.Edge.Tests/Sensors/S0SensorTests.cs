using Arena.Edge.Hardware;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.S0;
using Arena.Edge.Tests.Hardware;
using Arena.Site;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class S0SensorTests : IDisposable
{
    private const string Energy = "kitchen-main/active_energy_import";
    private const string Power = "kitchen-main/active_power";

    private readonly NodeClock _clock = PlayedClock.Make();
    private readonly RecordingSink _sink = new();
    private readonly NodeCounters _counters = new();
    private readonly ScriptedLine _line = new();

    [Fact]
    public void It_asks_for_the_active_edge_only_as_a_pulse_pulls_the_line_down()
    {
        Sensor(SomePlan.Meter).Open();
        Assert.Equal(new LineRequest(SomePlan.Chip, 5, false, true, TimeSpan.FromMilliseconds(10), "arena:kitchen-main"), _line.Request);
    }

    [Fact]
    public async Task Each_pulse_is_worth_what_the_plan_says_and_the_pace_is_the_power()
    {
        var sensor = Sensor(SomePlan.Meter with { PerPulse = 10 });
        await ReadAfterAsync(sensor, 10, 2, 4, 6, 8, 10);
        Assert.Equal([50], Values(Energy));
        Assert.Equal([18_000], Values(Power));
    }

    [Fact]
    public async Task The_register_goes_on_where_the_sink_restored_it()
    {
        _sink.Restore(Energy, 1_834_502);
        var sensor = Sensor(SomePlan.Meter);
        await ReadAfterAsync(sensor, 10, 1, 2, 3);
        await ReadAfterAsync(sensor, 10, 12);
        Assert.Equal([1_834_505, 1_834_506], Values(Energy));
    }

    [Fact]
    public async Task Tenths_of_a_unit_add_up_without_drift()
    {
        var sensor = Sensor(SomePlan.Meter with { PerPulse = 0.1, MaxRate = 1e9 });
        for (var reading = 0; reading < 100; reading++)
            await ReadAfterAsync(sensor, 10, [.. Enumerable.Range(0, 100).Select(i => (reading * 10) + (i / 10.0))]);

        Assert.Equal(1_000, Values(Energy)[^1]);
    }

    [Fact]
    public async Task A_gap_is_counted_and_flagged_but_not_guessed_into_the_register()
    {
        var sensor = Sensor(SomePlan.Meter);
        sensor.Open();
        _line.Drop(4);
        await ReadAfterAsync(sensor, 10, 5, 6, 7);
        await ReadAfterAsync(sensor, 10, 12);
        Assert.Equal([3, 4], Values(Energy));
        Assert.Equal([Quality.PulsesLost, Quality.Good], _sink.Of(Energy).Select(sample => sample.Quality));
        Assert.Equal(Quality.PulsesLost, _sink.Of(Power)[0].Quality);
        Assert.Equal(4, _counters.PulsesLost);
    }

    [Fact]
    public async Task A_gap_across_the_wrap_of_the_numbers_is_what_it_is()
    {
        var sensor = Sensor(SomePlan.Meter);
        sensor.Open();
        _line.Drop(uint.MaxValue - 2);
        await ReadAfterAsync(sensor, 10, 1, 2);
        var before = _counters.PulsesLost;
        _line.Drop(5);
        await ReadAfterAsync(sensor, 10, 12);
        Assert.Equal(5, _counters.PulsesLost - before);
    }

    [Fact]
    public async Task More_than_the_meter_can_measure_is_flagged()
    {
        var sensor = Sensor(SomePlan.Meter);
        await ReadAfterAsync(sensor, 10, [.. Enumerable.Range(1, 33).Select(i => i * 0.3)]);
        await ReadAfterAsync(sensor, 10, [.. Enumerable.Range(1, 33).Select(i => 10 + (i * 0.3))]);
        Assert.Equal([Quality.Implausible, Quality.Implausible], _sink.Of(Energy).Select(sample => sample.Quality));
        Assert.Equal(11_880, _sink.Of(Power)[1].Value, 0.1);
    }

    [Fact]
    public async Task Two_people_close_behind_each_other_are_not_too_many()
    {
        var sensor = Sensor(SomePlan.Turnstile);
        await ReadAfterAsync(sensor, 10, 4.0, 4.2);
        var sample = Assert.Single(_sink.Samples);
        Assert.Equal((2, Quality.Good), (sample.Value, sample.Quality));
    }

    [Fact]
    public async Task A_line_that_went_away_is_opened_anew_and_its_next_sample_says_so()
    {
        var sensor = Sensor(SomePlan.Meter);
        await ReadAfterAsync(sensor, 10, 1, 2);
        _line.Fault = new HardwareFault("chip unplugged");
        await Assert.ThrowsAsync<HardwareFault>(async () => await sensor.ReadAsync(CancellationToken.None));
        sensor.Open();
        await ReadAfterAsync(sensor, 10, 15);
        Assert.Equal(2, _line.Openings);
        Assert.Equal([2, 3], Values(Energy));
        Assert.Equal(Quality.PulsesLost, _sink.Of(Energy)[1].Quality);
        Assert.Equal(0, _counters.PulsesLost);
    }

    [Fact]
    public async Task A_line_that_is_not_there_fails_until_it_is()
    {
        using var hardware = new ScriptedHardware();
        using var sensor = new S0Sensor(SomePlan.Meter, hardware, _sink, _clock, _counters);
        Assert.Throws<HardwareFault>(sensor.Open);
        hardware.Lines[5] = _line;
        await ReadAfterAsync(sensor, 10);
        Assert.Equal(0, Assert.Single(_sink.Of(Energy)).Value);
    }

    [Fact]
    public void Whatever_is_dropped_counted_and_lost_is_what_took_place() =>
        Prop.ForAll(Gen.Choose(0, 60).Two().ListOf().ToArbitrary(), readings =>
        {
            var (sink, counters, line, clock) = (new RecordingSink(), new NodeCounters(), new ScriptedLine(), PlayedClock.Make());
            using var hardware = new ScriptedHardware();
            hardware.Lines[5] = line;
            using var sensor = new S0Sensor(SomePlan.Meter, hardware, sink, clock, counters);
            sensor.Open();
            foreach (var (dropped, kept) in readings)
            {
                line.Drop((uint)dropped);
                for (var i = 0; i < kept; i++) line.Pulse(clock.MonotonicNs + i);
                clock.Wait(TimeSpan.FromSeconds(10));
                Assert.True(sensor.ReadAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
            }

            line.Pulse(clock.MonotonicNs);
            Assert.True(sensor.ReadAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
            return sink.Of(Energy)[^1].Value == readings.Sum(reading => reading.Item2) + 1
                && counters.PulsesLost == readings.Sum(reading => reading.Item1);
        }).Check(Config.QuickThrowOnFailure);

    public void Dispose() => _line.Dispose();

    private S0Sensor Sensor(S0Plan plan)
    {
        var hardware = new ScriptedHardware();
        hardware.Lines[plan.Line] = _line;
        return new S0Sensor(plan, hardware, _sink, _clock, _counters);
    }

    /// <summary>Moves the clock on and reads, with pulses at seconds since the start.</summary>
    private async Task ReadAfterAsync(S0Sensor sensor, int seconds, params double[] pulsesAtS)
    {
        sensor.Open();
        var startNs = _clock.MonotonicNs - (long)((_clock.GetUtcNow() - PlayedClock.Start).TotalSeconds * 1e9);
        foreach (var at in pulsesAtS) _line.Pulse(startNs + (long)(at * 1e9));
        _clock.Wait(TimeSpan.FromSeconds(seconds));
        await sensor.ReadAsync(CancellationToken.None);
    }

    private double[] Values(string series) => [.. _sink.Of(series).Select(sample => sample.Value)];
}
