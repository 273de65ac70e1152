using Arena.Benchmarks.Edge;
using Arena.Benchmarks.EndToEnd;

namespace Arena.Benchmarks;

/// <summary>Every scenario, in the order of the table.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Race.Scenarios,
        SteadyRun.Scenario,
        Live.LiveLatency.Scenario,
        Live.Phones.Scenario,
        Live.Backlog.Day,
        Live.Backlog.Week,
        Growth.VenueGrowth.Short,
        Growth.VenueGrowth.Long,
        Api.SampleQuestions.Scenario,
        EdgeRace.Short,
        EdgeRace.Long,
        ScaleOut.ScaleOutLaps.Scenario,
    ];
}
