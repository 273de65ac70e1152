using Arena.Edge.Sensors;
using Xunit;

namespace Arena.Edge.Tests.Sensors;

public sealed class PaceTests
{
    private const long Now = 1_795_320_626_123;

    [Fact]
    public void Due_times_follow_each_other_at_the_interval()
    {
        var pace = new Pace(SomePlan.Meter);
        var first = pace.AtOrAfter(Now);
        Assert.InRange(first - Now, 0, 9_999);
        Assert.Equal(first, pace.AtOrAfter(first));
        Assert.Equal(first + 10_000, pace.AtOrAfter(first + 1));
        Assert.Equal(0, first % 1000);
    }

    [Fact]
    public void Sensors_of_a_node_do_not_all_fire_at_once()
    {
        var node = PlayedVenue.Node("node-bins-east");
        var phases = node.Sensors.Select(plan => new Pace(plan).AtOrAfter(Now) % 60_000).Distinct().Count();
        Assert.InRange(phases, node.Sensors.Count / 2, node.Sensors.Count);
    }

    [Fact]
    public void Two_counters_of_one_point_have_phases_of_their_own() =>
        Assert.NotEqual(
            Enumerable.Range(0, 20).Select(line => new Pace(SomePlan.Turnstile with { Line = line }).AtOrAfter(Now)).Min(),
            Enumerable.Range(0, 20).Select(line => new Pace(SomePlan.Turnstile with { Line = line }).AtOrAfter(Now)).Max());
}
