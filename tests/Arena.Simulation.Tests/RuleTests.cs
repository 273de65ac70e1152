using Arena.Simulation.Tests.Rules;
using Xunit;

namespace Arena.Simulation.Tests;

/// <summary>Each rule of the protocol is needed: without it, the faults it is there for break an invariant within a few seeds, and with it they don't.</summary>
public sealed class RuleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rules => [.. Enum.GetNames<Rule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Without_a_rule_the_simulation_finds_what_it_prevents(string name)
    {
        var rule = Enum.Parse<Rule>(name);
        var found = EdgeRules.Of(rule) ?? IngestRules.Of(rule) ?? throw new InvalidOperationException($"nobody breaks {rule}");

        var with = SeedRunner.Run(1, found.Seeds, Bare(found.With));
        Assert.True(with.Failed.Count == 0, with.Failed.Count == 0 ? "" : with.Failed[0].Story(nameof(RuleTests)));

        var without = SeedRunner.Run(1, found.Seeds, Bare(found.Without));
        Assert.True(without.Failed.Count > 0, $"without {rule} nothing breaks in {without.Seeds} seeds: either the rule is not needed, or the simulation does not see it");
        var broken = without.Failed.SelectMany(result => result.Breaches).Select(breach => breach.Invariant).Distinct().ToList();
        output.WriteLine($"without {rule}: {string.Join(", ", broken)} after {without.Seeds} seeds. Seed {without.Failed[0].Seed}: {without.Failed[0].Breaches[0].What}");
        Assert.Contains(found.Breaks, broken);
    }

    // Each batch is committed as soon as it comes, and nodes contradict ingest by the minute only: both make some of what a rule prevents rarer than a few seeds show.
    private static RunPlan Bare(RunPlan plan) => plan with
    {
        Ingest = plan.Ingest with { Flow = plan.Ingest.Flow with { LeastBetweenGroups = TimeSpan.Zero } },
        Edge = plan.Edge with { Uplink = plan.Edge.Uplink with { ContradictEvery = TimeSpan.MaxValue } },
    };
}
