using Arena.Wire;
using Arena.Wire.Gaps;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Time;

/// <summary>Boots that never see a synchronised clock: their samples are estimated between what is known before and after, within bounds that hold the truth.</summary>
[Trait("Fault", "11")]
public sealed class RebootTests
{
    // One boot: how long the machine was off before it, how long it took to start the worker, how long that ran, how often it read, how wrong its clocks were.
    private sealed record Run(TimeSpan Off, TimeSpan Starting, TimeSpan Length, TimeSpan Every, TimeSpan WallOff, int PartsPerMillion);

    private static readonly Gen<Run> AnyRun =
        from off in Gen.Choose(0, 200_000)
        from starting in Gen.Choose(0, 90)
        from length in Gen.Choose(1, 4_000)
        from every in Gen.Choose(1, 1_000)
        from wall in Gen.Choose(-2_000_000_000, 300_000_000)
        from drift in Gen.Choose(-200, 200)
        select new Run(
            TimeSpan.FromSeconds(off), TimeSpan.FromSeconds(starting), TimeSpan.FromSeconds(length), TimeSpan.FromSeconds(every), TimeSpan.FromSeconds(wall), drift);

    [Fact]
    public async Task Three_reboots_without_synchronisation_are_placed_between_their_neighbours()
    {
        var hour = TimeSpan.FromHours(1);
        var unsynchronised = new Run(hour, TimeSpan.FromSeconds(20), hour, TimeSpan.FromMinutes(5), -20_000 * TimeSpan.FromDays(1), 40);
        await CheckAsync(knownBefore: true, [unsynchronised, unsynchronised, unsynchronised]);
    }

    [Fact]
    public async Task Whatever_the_boots_and_their_breaks_were_the_bounds_hold_the_truth_and_order_and_values_are_right() =>
        await Task.Run(() => Prop.ForAll(
            (from known in ArbMap.Default.GeneratorFor<bool>()
             from count in Gen.Choose(1, 4)
             from runs in AnyRun.ListOf(count)
             select (known, runs)).ToArbitrary(),
            input => CheckAsync(input.known, input.runs).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40)));

    private static async Task CheckAsync(bool knownBefore, IReadOnlyList<Run> runs)
    {
        await using var node = new NodeInTime();
        if (knownBefore)
        {
            await node.StartAsync();
            await node.RunAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
            await node.StopAsync();
        }

        var dated = node.Truth.Count;
        node.Clock.Synchronised = false;
        foreach (var run in runs)
        {
            node.Clock.Advance(run.Off);
            node.Clock.Boot();
            (node.Clock.Off, node.Clock.PartsPerMillion) = (run.WallOff, run.PartsPerMillion);
            node.Clock.Advance(run.Starting);
            await node.StartAsync();
            await node.RunAsync(run.Length, run.Every);
            await node.StopAsync();
        }

        var estimated = node.Truth.Count;
        Assert.Equal(2 * (estimated - dated), node.Waiting());
        node.Clock.Advance(runs[0].Off);
        node.Clock.Boot();
        (node.Clock.Off, node.Clock.PartsPerMillion) = (TimeSpan.Zero, 0);
        await node.StartAsync();
        await node.RunAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
        node.Clock.Synchronised = true;
        await node.RunAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
        await node.StopAsync();

        var (samples, gaps) = Proof.Holds(node);
        Assert.Equal(2 * node.Truth.Count, samples.Count);
        Assert.All(samples, sample => Assert.Equal(
            sample.Value > dated && sample.Value <= estimated ? Quality.EstimatedTime : Quality.Good, sample.Quality));
        Proof.AreDatedTruly(node, samples.Where(sample => sample.Quality == Quality.Good));
        BoundsHoldTheTruth(node, samples, gaps);
    }

    private static void BoundsHoldTheTruth(NodeInTime node, IReadOnlyList<Sample> samples, IReadOnlyList<Gap> gaps)
    {
        var next = samples.Where(sample => sample.Quality == Quality.EstimatedTime).GetEnumerator();
        foreach (var gap in gaps)
        {
            Assert.Equal(GapCause.TimeEstimated, gap.Cause);
            for (var i = 0; i < gap.Samples; i++)
            {
                Assert.True(next.MoveNext(), "more samples are declared than were sealed");
                Proof.IsWithin(node.TruthOf(next.Current), gap.From, gap.To);
                Proof.IsWithin(next.Current.Time, gap.From, gap.To);
            }
        }

        Assert.False(next.MoveNext(), "an estimated sample is not declared");
    }
}
