using Arena.Wire;
using Arena.Wire.Gaps;
using Xunit;

namespace Arena.Edge.Tests.Time;

/// <summary>What holds whatever the clock does.</summary>
internal static class Proof
{
    /// <summary>
    /// Times of each series strictly increase, so that no identity is used twice; values are as they were measured; each reading is sealed or
    /// declared, and none twice.
    /// </summary>
    public static (IReadOnlyList<Sample> Samples, IReadOnlyList<Gap> Gaps) Holds(NodeInTime node)
    {
        var (samples, gaps) = node.Sealed();
        foreach (var series in samples.GroupBy(sample => sample.Series))
        {
            Assert.All(series.Zip(series.Skip(1)), pair =>
            {
                Assert.True(pair.First.Time < pair.Second.Time, $"{series.Key}: {pair.Second.Time} was sealed after {pair.First.Time}");
                Assert.True(pair.First.Value < pair.Second.Value, $"{series.Key}: reading {pair.Second.Value} was sealed after reading {pair.First.Value}");
            });
        }

        var lost = gaps.Where(gap => gap.Cause is GapCause.ClockSetBack or GapCause.DiskFull).Sum(gap => gap.Samples!.Value);
        Assert.Equal(2 * node.Truth.Count, samples.Count + lost + node.Waiting());
        return (samples, gaps);
    }

    /// <summary>A moment lies in a span.</summary>
    public static void IsWithin(UnixTime time, UnixTime from, UnixTime to) => Assert.True(from <= time && time <= to, $"{time} is not within {from} – {to}");

    /// <summary>Each of these samples carries the time at which it was measured.</summary>
    public static void AreDatedTruly(NodeInTime node, IEnumerable<Sample> samples, double withinMs = 5) => Assert.All(
        samples, sample => Assert.InRange((sample.Time - node.TruthOf(sample)).TotalMilliseconds, -withinMs, withinMs));
}
