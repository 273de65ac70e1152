using Arena.Simulation.Tests.Faults;
using Xunit;

namespace Arena.Simulation.Tests;

/// <summary>Whatever faults a seed draws: nothing is lost, nothing is doubled, and everything drains.</summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    public static TheoryData<string> Faults => [.. Enum.GetNames<Fault>()];

    [Fact]
    public void All_invariants_hold_under_faults_of_many_seeds() => Check(1, 3_000, new RunPlan());

    [Fact]
    [Trait("Category", "Soak")]
    public void All_invariants_hold_under_faults_of_twenty_thousand_seeds() => Check(100_000, 20_000, new RunPlan());

    [Theory]
    [MemberData(nameof(Faults))]
    public void All_invariants_hold_under_one_kind_of_fault(string fault) =>
        Check(1, 10, new RunPlan { Faults = [Enum.Parse<Fault>(fault)] });

    [Fact]
    public void A_seed_gives_the_same_run_again()
    {
        var events = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var (once, again) = (SeedRunner.RunOne(seed, new RunPlan()), SeedRunner.RunOne(seed, new RunPlan()));
            Assert.True(once.Log.Hash == again.Log.Hash, FirstDifference(once, again));
            events += once.Log.Count;
        }

        Assert.True(events > 2_000, $"{events} events: runs in which nothing happens prove nothing");
    }

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.NotEqual(SeedRunner.RunOne(1, new RunPlan()).Log.Hash, SeedRunner.RunOne(2, new RunPlan()).Log.Hash);

    private void Check(int first, int count, RunPlan plan, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var report = SeedRunner.Run(first, count, plan);
        output.WriteLine(report.ToString());
        Assert.True(report.Failed.Count == 0, report.Failed.Count == 0 ? "" : report.Failed[0].Story(test));
    }

    private static string FirstDifference(RunResult once, RunResult again)
    {
        var pairs = once.Log.Events.Zip(again.Log.Events).ToList();
        var index = pairs.FindIndex(pair => pair.First != pair.Second);
        return index < 0
            ? $"seed {once.Seed}: {once.Log.Count} and {again.Log.Count} events"
            : $"seed {once.Seed}, event {index}: {pairs[index].First} and then {pairs[index].Second}";
    }
}
