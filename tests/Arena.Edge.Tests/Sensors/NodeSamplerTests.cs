using Arena.Edge.Sensors;
using Arena.Edge.Tests.Mqtt;
using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class NodeSamplerTests : IDisposable
{
    /// <summary>An interval whose waits the stepped clock doesn't count.</summary>
    private static readonly TimeSpan Odd = TimeSpan.FromSeconds(7);

    private readonly SteppedTime _time = new();
    private readonly LogBook _log = new();
    private readonly List<Gap> _gaps = [];
    private readonly CancellationTokenSource _end = new();
    private int _firstWaits;

    [Fact]
    public async Task Each_sensor_is_read_at_its_own_pace()
    {
        var sensor = new FakeSensor("good", Done);
        using var sampler = Sampler(sensor);
        var run = Run(sampler);
        await AdvanceAsync(TimeSpan.FromSeconds(100), sensor);
        await EndAsync(run);
        Assert.Equal(10, sensor.Begun);
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_stops_no_sensor()
    {
        var sensor = new FakeSensor("good", Done);
        using var sampler = Sampler(sensor);
        var run = Run(sampler);
        var startMs = PlayedClock.Start.ToUnixTimeMilliseconds();
        var firstDue = TimeSpan.FromMilliseconds(new Pace(sensor.Plan).AtOrAfter(startMs + 1) - startMs);
        await AdvanceAsync(firstDue + TimeSpan.FromSeconds(20), sensor);
        _time.Step(TimeSpan.FromHours(-1));
        for (var wait = 4; wait <= 6; wait++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await _time.TenSecondTimersAsync(_firstWaits + wait);
        }

        await EndAsync(run);
        Assert.Equal(6, sensor.Begun);
    }

    [Fact]
    public async Task Readings_keep_to_wall_time_once_it_is_known()
    {
        var sensor = new FakeSensor("good", Done);
        var clock = new NodeClock(_time);
        using var sampler = new NodeSampler(_ => [sensor], clock, _log, _gaps.Add);
        clock.Follow(UnixTime.From(_time.GetUtcNow()) - TimeSpan.FromHours(1) - TimeSpan.FromSeconds(4));
        var run = Run(sampler);
        var wallMs = clock.PaceNow.Milliseconds;
        var due = TimeSpan.FromMilliseconds(new Pace(sensor.Plan).AtOrAfter(wallMs + 1) - wallMs);
        await _time.TimerWithinAsync(due);
        _time.Advance(due - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, sensor.Begun);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await sensor.EndedAsync(1);
        await EndAsync(run);
    }

    [Fact]
    public async Task A_failing_sensor_stops_no_other_and_is_told_once()
    {
        var bad = new FakeSensor("bad", (number, _) => number < 4 ? throw new SensorFault("says 19 cm") : ValueTask.CompletedTask);
        var good = new FakeSensor("good", Done);
        using var sampler = Sampler(bad, good);
        var run = Run(sampler);
        await AdvanceAsync(TimeSpan.FromSeconds(60), bad, good);
        await EndAsync(run);

        Assert.Equal((LogLevel.Warning, "Sensor temperature of bad fails: says 19 cm"), await _log.NextWithAsync("Sensor"));
        Assert.Equal((LogLevel.Information, "Sensor temperature of bad works again after 3 failed readings"), await _log.NextWithAsync("Sensor"));
        Assert.Equal(3, sampler.Counters.FailedReadings);
        Assert.Equal(6, good.Begun);
        var gap = Assert.Single(_gaps);
        Assert.Equal((GapCause.SensorFault, "bad", "says 19 cm", 30), (gap.Cause, gap.Point, gap.Detail, (gap.To - gap.From).TotalSeconds));
    }

    [Fact]
    public async Task A_fault_that_lasts_is_declared_each_hour_and_at_the_end()
    {
        var clock = PlayedClock.Make();
        var bad = new FakeSensor("bad", (_, _) => throw new SensorFault("says 19 cm"));
        var run = new SensorRun(bad, clock, new NodeCounters(), _gaps.Add, _log);
        for (var minute = 0; minute <= 90; minute++)
        {
            await run.ReadAsync(CancellationToken.None);
            clock.Wait(TimeSpan.FromMinutes(1));
        }

        run.Ended();
        Assert.Equal([60, 31], _gaps.Select(gap => (gap.To - gap.From).TotalMinutes));
        Assert.Equal(_gaps[0].To, _gaps[1].From);
    }

    [Fact]
    public async Task A_fault_that_nobody_thought_of_stops_no_other()
    {
        var bad = new FakeSensor("bad", (_, _) => throw new InvalidOperationException("a bug"));
        var good = new FakeSensor("good", Done);
        using var sampler = Sampler(bad, good);
        var run = Run(sampler);
        await AdvanceAsync(TimeSpan.FromSeconds(60), bad, good);
        await EndAsync(run);
        Assert.Equal((6, 6), (bad.Begun, good.Begun));
    }

    [Fact]
    public async Task A_sensor_that_waits_for_ever_stops_no_other_and_is_cancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hanging = new FakeSensor("hanging", async (number, cancellation) =>
        {
            if (number > 1) return;
            await using var told = cancellation.Register(cancelled.SetResult);
            await cancelled.Task;
            throw new OperationCanceledException(cancellation);
        }, Odd);
        await HangsAndRecoversAsync(hanging, () => cancelled.Task.WithinAsync());
    }

    [Fact]
    public async Task A_driver_stuck_in_a_system_call_stops_no_other_and_is_not_called_twice()
    {
        using var released = new ManualResetEventSlim();
        var hanging = new FakeSensor("hanging", (number, _) =>
        {
            if (number == 1) Assert.True(released.Wait(TimeSpan.FromSeconds(60), CancellationToken.None));
            return ValueTask.CompletedTask;
        }, Odd);
        await HangsAndRecoversAsync(hanging, () =>
        {
            Assert.Equal(1, hanging.Begun);
            released.Set();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_play_reads_in_due_order_up_to_its_end_and_leaves_the_clock_in_real_time()
    {
        var clock = new NodeClock(_time);
        var due = new List<(string Point, UnixTime At)>();
        FakeSensor Noting(string point) => new(point, (_, _) =>
        {
            due.Add((point, clock.Now));
            return ValueTask.CompletedTask;
        });
        using var sampler = new NodeSampler(_ => [Noting("one"), Noting("two"), Noting("three")], clock, _log, _gaps.Add);
        var from = UnixTime.From(_time.GetUtcNow()) - TimeSpan.FromHours(1);
        var sealings = 0;
        await sampler.PlayAsync(from, from + TimeSpan.FromSeconds(60), _ => { sealings++; return ValueTask.CompletedTask; }, CancellationToken.None);

        Assert.Equal(18, due.Count);
        Assert.Equal(18, sealings);
        Assert.Equal(due.Select(reading => reading.At).Order(), due.Select(reading => reading.At));
        Assert.All(due, reading => Assert.InRange((reading.At - from).TotalMilliseconds, 0, 59_999));
        Assert.Equal(_time.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_play_in_two_parts_gives_what_a_play_in_one_gives()
    {
        var node = PlayedVenue.Node("node-clubhouse");
        var from = UnixTime.From(new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero));
        var whole = new RecordingSink();
        await PlayedVenue.PlayAsync(node, 3, from, TimeSpan.FromMinutes(20), whole);

        var parts = new RecordingSink();
        var clock = new NodeClock(TimeProvider.System);
        using var hardware = new Arena.Edge.Hardware.Virtual.VirtualVenue(PlayedVenue.Site, 3).HardwareFor(node, clock);
        using var sampler = new NodeSampler(node, hardware, parts, clock, Path.GetTempPath(), _log);
        var middle = from + TimeSpan.FromSeconds(601.5);
        await sampler.PlayAsync(from, middle, _ => ValueTask.CompletedTask, CancellationToken.None);
        await sampler.PlayAsync(middle, from + TimeSpan.FromMinutes(20), _ => ValueTask.CompletedTask, CancellationToken.None);
        Assert.Equal(whole.Samples, parts.Samples);
    }

    public void Dispose()
    {
        _end.Dispose();
        _log.Dispose();
    }

    private async Task HangsAndRecoversAsync(FakeSensor hanging, Func<Task> release)
    {
        var good = new FakeSensor("good", Done);
        using var sampler = Sampler(hanging, good);
        var run = Run(sampler);
        await AdvanceAsync(TimeSpan.FromSeconds(60), good);
        await hanging.FirstBegun.WithinAsync();
        Assert.Equal(6, good.Begun);
        Assert.Contains("hanging fails: a reading hangs", (await _log.NextWithAsync("Sensor")).Message, StringComparison.Ordinal);

        await release();
        await hanging.EndedAsync(1);
        var recovered = _log.NextWithAsync("hanging works again");
        while (!recovered.IsCompleted) await AdvanceAsync(TimeSpan.FromSeconds(10), good);
        await recovered;
        await EndAsync(run);
    }

    private static ValueTask Done(int number, CancellationToken cancellation) => ValueTask.CompletedTask;

    private NodeSampler Sampler(params ISensor[] sensors) => new(_ => sensors, new NodeClock(_time), _log, _gaps.Add);

    private Task Run(NodeSampler sampler)
    {
        var run = sampler.RunAsync(_end.Token);
        _firstWaits = _time.TenSecondTimers;
        return run;
    }

    /// <summary>Moves the clock on second by second, and never before the readings due by then have ended and the next are waited for.</summary>
    private async Task AdvanceAsync(TimeSpan by, params FakeSensor[] sensors)
    {
        var startMs = PlayedClock.Start.ToUnixTimeMilliseconds();
        for (var i = 0; i < by.TotalSeconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
            var waits = _firstWaits;
            foreach (var sensor in sensors)
            {
                // The moment of the start itself is not read any more.
                var firstMs = new Pace(sensor.Plan).AtOrAfter(startMs + 1);
                var readings = nowMs < firstMs ? 0 : (int)((nowMs - firstMs) / 10_000) + 1;
                waits += readings;
                await sensor.EndedAsync(readings);
            }

            await _time.TenSecondTimersAsync(waits);
        }
    }

    private async Task EndAsync(Task run)
    {
        await _end.CancelAsync();
        await run.WithinAsync();
    }
}
