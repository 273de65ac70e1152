namespace Arena.Simulation.Tests.Edge;

/// <summary>Where in a write a program dies.</summary>
internal enum CrashPoint
{
    /// <summary>It doesn't.</summary>
    None,

    /// <summary>Before anything is durable.</summary>
    BeforeCommit,

    /// <summary>When all of it is durable and nobody knows yet.</summary>
    AfterCommit,
}
