using Arena.Benchmarks.EndToEnd;

namespace Arena.Benchmarks;

/// <summary>Every scenario, in the order of the table.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Race.Scenarios,
        SteadyRun.Scenario,
    ];
}
