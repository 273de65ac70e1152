using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Faults;
using Arena.Simulation.Tests.Ingest;

namespace Arena.Simulation.Tests;

/// <summary>What the runs of a test have in common.</summary>
internal sealed record RunPlan
{
    /// <summary>Kinds of faults to draw from; null for all.</summary>
    public Fault[]? Faults { get; init; }

    /// <summary>Longest time under faults.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(4);

    public EdgeTuning Edge { get; init; } = new();

    public IngestTuning Ingest { get; init; } = new();
}
