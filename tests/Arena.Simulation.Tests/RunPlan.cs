using Arena.Simulation.Tests.Edge;
using Arena.Simulation.Tests.Faults;
using Arena.Simulation.Tests.Ingest;

namespace Arena.Simulation.Tests;

/// <summary>What the runs of a test have in common.</summary>
internal sealed record RunPlan
{
    /// <summary>Kinds of faults to draw from; null for all.</summary>
    public Fault[]? Faults { get; init; }

    /// <summary>Shortest time under faults.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Longest time under faults.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Everything must have drained within this time after the faults.</summary>
    public TimeSpan DrainBound { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long after the faults <see cref="LiveBound"/> begins to hold.</summary>
    public TimeSpan LiveAfter { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>From <see cref="LiveAfter"/> on, while the venue measures, the newest stored batch of a node is at most this old, however much backlog there is; null for no such bound.</summary>
    public TimeSpan? LiveBound { get; init; }

    /// <summary>When the faults have ended, every node's connection ends once more.</summary>
    public bool Reconnects { get; init; }

    /// <summary>How long the database takes for a commit after the faults.</summary>
    public TimeSpan SlowAfter { get; init; }

    /// <summary>How long the venue goes on measuring after the faults.</summary>
    public TimeSpan MeasureOn { get; init; } = TimeSpan.FromSeconds(15);

    public EdgeTuning Edge { get; init; } = new();

    public IngestTuning Ingest { get; init; } = new();
}
