using Arena.Wire;
using Arena.Wire.Gaps;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arena.Edge.Tests.Time;

[Trait("Fault", "10")]
public sealed class JumpTests
{
    private const double Hours = 3600;
    private const double TenYears = 10 * 365.25 * 24 * Hours;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(-1 * Hours)]
    [InlineData(1 * Hours)]
    [InlineData(-TenYears)]
    [InlineData(TenYears)]
    public async Task A_jump_while_running_that_is_taken_back_costs_nothing(double seconds)
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        node.Clock.Off = TimeSpan.FromSeconds(seconds);
        await node.RunAsync(5 * Minute, Second);
        Assert.Equal(LogLevel.Error, (await node.Log.NextWithAsync("ALARM: the clock says")).Level);
        node.Clock.Off = TimeSpan.Zero;
        await node.RunAsync(Minute, Second);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.Equal((2 * 7 * 60, 0), (samples.Count, gaps.Count));
    }

    [Theory]
    [InlineData(-1 * Hours)]
    [InlineData(-TenYears)]
    [InlineData(TenYears)]
    public async Task A_node_that_starts_with_a_wrong_clock_waits_until_it_is_right(double seconds)
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.RebootAsync(Minute);
        node.Clock.Off = TimeSpan.FromSeconds(seconds);
        await node.StartAsync();
        await node.RunAsync(5 * Minute, Second);
        await node.StopAsync();
        Assert.Equal((2 * 60, 2 * 300), (node.Sealed().Samples.Count, node.Waiting()));

        await node.StartAsync();
        node.Clock.Off = TimeSpan.Zero;
        await node.RunAsync(Minute, Second);
        await node.StopAsync();
        var (samples, gaps) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.Equal((2 * 7 * 60, 0), (samples.Count, gaps.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_set_back_for_good_costs_gauges_that_are_declared_and_no_energy(bool reboot)
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);

        // While it runs, one reading comes before the jump is seen; the boot's own clock dates it.
        var truly = 2 * (reboot ? 60 : 61);
        if (reboot)
        {
            await node.RebootAsync(Second);
            node.Clock.Off = TimeSpan.FromHours(-1);
            await node.StartAsync();
        }

        node.Clock.Off = TimeSpan.FromHours(-1);
        await node.RunAsync(TimeSpan.FromMinutes(90), 10 * Second);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Assert.All(gaps, gap => Assert.Equal(GapCause.ClockSetBack, gap.Cause));
        Assert.InRange(gaps.Sum(gap => gap.Samples!.Value), 2 * 358, 2 * 361);
        Assert.InRange(gaps.Count, 1, 80);
        Assert.True(gaps.Max(gap => gap.To) <= samples[truly - 1].Time, "what was declared could have been placed");
        Proof.AreDatedTruly(node, samples.Take(truly));
        Assert.All(samples.Skip(truly), sample => Assert.InRange((sample.Time - node.TruthOf(sample)).TotalHours, -1.001, -0.999));
        Assert.Equal(node.Truth.Count, samples.Last(sample => sample.Series == NodeInTime.Counter).Value);
    }

    [Fact]
    public async Task A_counter_goes_on_after_a_restart_from_a_register_that_could_not_be_placed()
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        node.Clock.Off = TimeSpan.FromHours(-1);
        await node.RunAsync(TimeSpan.FromMinutes(20), 10 * Second);
        await node.StopAsync();
        Assert.Equal(2 * 61, node.Sealed().Samples.Count);

        await node.StartAsync();
        Assert.Equal(node.Truth.Count, node.Sink.RegisterOf(NodeInTime.Counter));
    }

    [Fact]
    public async Task A_jump_of_years_is_not_believed_for_a_day_and_nothing_is_dated_by_it()
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        node.Clock.Off = TimeSpan.FromSeconds(TenYears);
        await node.RunAsync(TimeSpan.FromHours(23), 5 * Minute);
        await node.StopAsync();

        // The first reading came before the jump was seen; the boot's own clock dated it.
        Assert.Equal((2 * 61, 2 * ((23 * 12) - 1)), (node.Sealed().Samples.Count, node.Waiting()));

        node.Clock.Off = TimeSpan.Zero;
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        await node.StopAsync();
        var (samples, gaps) = Proof.Holds(node);
        Proof.AreDatedTruly(node, samples);
        Assert.Equal((2 * node.Truth.Count, 0), (samples.Count, gaps.Count));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(-5, 2 * 5)]
    public async Task A_small_step_is_believed_at_once_and_what_it_overtakes_is_declared(int seconds, int lost)
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        node.Clock.Off = TimeSpan.FromSeconds(seconds);
        await node.RunAsync(2 * Minute, Second);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Assert.InRange(gaps.Sum(gap => gap.Samples!.Value), lost, lost + (lost > 0 ? 2 : 0));
        Assert.All(samples.Skip(2 * 62), sample => Assert.Equal(seconds, (sample.Time - node.TruthOf(sample)).TotalSeconds, 0.01));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public async Task A_slew_is_followed_so_slowly_that_the_timeline_never_jumps(double seconds)
    {
        await using var node = new NodeInTime();
        await node.StartAsync();
        await node.RunAsync(Minute, Second);
        node.Clock.Off = TimeSpan.FromSeconds(seconds);
        await node.RunAsync(2 * Minute, Second);
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Assert.Empty(gaps);
        var gauges = samples.Where(sample => sample.Series == NodeInTime.Gauge).ToList();
        Assert.All(gauges.Zip(gauges.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.985, 1.015));
        Assert.Equal(seconds, (gauges[^1].Time - node.TruthOf(gauges[^1])).TotalSeconds, 0.005);
    }

    [Fact]
    public async Task A_clock_before_2020_is_never_believed_however_long_it_claims_to_be_right()
    {
        await using var node = new NodeInTime();
        node.Clock.Off = new UnixTime(0) - node.Clock.Truth;
        await node.StartAsync();
        await node.RunAsync(TimeSpan.FromHours(60), TimeSpan.FromHours(1));
        await node.StopAsync();
        Assert.Empty(node.Sealed().Samples);
        Assert.Equal(2 * 60, node.Waiting());
    }
}
