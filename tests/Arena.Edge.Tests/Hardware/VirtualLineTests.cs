using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual.Lines;
using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Edge.Tests.Sensors;
using Arena.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Hardware;

public sealed class VirtualLineTests
{
    private static readonly LineRequest Request = new(SomePlan.Chip, 5, false, true, TimeSpan.Zero, "test");

    private static readonly long StartUs = UnixTime.From(PlayedClock.Start).Microseconds;

    /// <summary>From nothing to 40 pulses a second, by slots.</summary>
    private static readonly SomeFlow Uneven = new(slot => slot % 5 == 0 ? 0 : Noise.Of(1, "uneven").At(slot) * 40);

    [Fact]
    public void However_it_is_drained_each_pulse_is_read_once_or_known_to_be_lost() =>
        Prop.ForAll(Gen.Choose(1, 120_000).NonEmptyListOf().ToArbitrary(), drainedAfterMs =>
        {
            var clock = PlayedClock.Make();
            using var line = new VirtualLine(Train(Uneven, scatter: false), Request, clock);
            long counted = 0;
            long lost = 0;
            uint last = 0;
            var lastNs = long.MinValue;
            var events = new LineEvent[100];
            foreach (var ms in drainedAfterMs)
            {
                clock.Wait(TimeSpan.FromMilliseconds(ms));
                int taken;
                do
                {
                    taken = line.Drain(events);
                    foreach (var pulse in events.AsSpan(0, taken))
                    {
                        lost += pulse.LineSeqno - last - 1;
                        last = pulse.LineSeqno;
                        if (pulse.MonotonicNs < lastNs || pulse.MonotonicNs > clock.MonotonicNs) return false;
                        lastNs = pulse.MonotonicNs;
                        counted++;
                    }
                }
                while (taken == events.Length);
            }

            return counted + lost == PulsesUpTo(clock.Now.Microseconds);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_full_queue_drops_the_oldest_and_only_the_numbers_tell()
    {
        var clock = PlayedClock.Make();
        using var line = new VirtualLine(Train(new SomeFlow(_ => 20), scatter: false), Request, clock);
        clock.Wait(TimeSpan.FromSeconds(100));
        var events = new LineEvent[2_000];
        Assert.Equal(1_024, line.Drain(events));
        Assert.Equal(2_000u - 1_024 + 1, events[0].LineSeqno);
        Assert.Equal(2_000u, events[1_023].LineSeqno);
        Assert.Equal(0, line.Drain(events));
    }

    [Fact]
    public void A_steady_load_pulses_evenly()
    {
        var clock = PlayedClock.Make();
        using var line = new VirtualLine(Train(new SomeFlow(_ => 2), scatter: false), Request, clock);
        clock.Wait(TimeSpan.FromSeconds(60));
        var events = new LineEvent[1_024];
        var taken = line.Drain(events);
        Assert.InRange(taken, 119, 120);
        Assert.All(
            events.AsSpan(0, taken).ToArray().Zip(events.AsSpan(1, taken - 1).ToArray()),
            pair => Assert.InRange(pair.Second.MonotonicNs - pair.First.MonotonicNs, 499_990_000, 500_010_000));
    }

    [Fact]
    public void People_come_scattered_but_as_many_as_the_flow_says()
    {
        var train = new Crossings(new SomeFlow(_ => 0.1), 1, Noise.Of(4, "people"), 0, StartUs);
        var times = new List<long>();
        while (train.TryNext(StartUs + 10_000_000_000, out var atUs)) times.Add(atUs);
        Assert.InRange(times.Count, 999, 1_000);
        Assert.True(times.SequenceEqual(times.Order()));
        var gaps = times.Zip(times.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.InRange(gaps.Min(), 0, 2_000_000);
        Assert.InRange(gaps.Max(), 16_000_000, 20_000_000);
    }

    [Fact]
    public void A_clock_that_steps_back_gives_no_pulses_twice()
    {
        var train = Train(new SomeFlow(_ => 2), scatter: false);
        var edges = new EdgeQueue(1_024, bothEdges: false);
        train.Advance(StartUs + 10_000_000, edges);
        var seqno = edges.Seqno;
        train.Advance(StartUs + 5_000_000, edges);
        Assert.Equal(seqno, edges.Seqno);
    }

    [Fact]
    public void The_level_is_low_for_the_width_of_a_pulse()
    {
        var train = Train(new SomeFlow(_ => 1), scatter: false);
        var edges = new EdgeQueue(1_024, bothEdges: false);
        train.Advance(StartUs + 10_000_000, edges);
        var pulses = new LineEvent[16];
        var newestUs = pulses[edges.Take(pulses) - 1].MonotonicNs / 1000;
        Assert.True(train.IsActiveAt(newestUs + 29_000));
        Assert.False(train.IsActiveAt(newestUs + 30_000));
    }

    private static PulseTrain Train(Flow flow, bool scatter) =>
        new(new Crossings(flow, 1, scatter ? Noise.Of(1, "scatter") : null, 0, StartUs));

    /// <summary>The integral of the uneven flow, whole pulses.</summary>
    private static long PulsesUpTo(long us)
    {
        double pulses = 0;
        for (var slot = Slot.Of(StartUs); Slot.StartUs(slot) < us; slot++)
            pulses += Uneven.PerSecond(slot) * (Math.Min(us, Slot.StartUs(slot) + Slot.LengthUs) - Math.Max(StartUs, Slot.StartUs(slot))) / 1e6;
        return (long)Math.Floor(pulses + 1e-6);
    }
}
