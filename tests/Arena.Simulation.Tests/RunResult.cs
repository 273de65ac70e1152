using System.Globalization;
using Arena.Simulation.Tests.Truth;
using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests;

/// <summary>How a run ended.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Breaches">What did not hold; empty for a good run.</param>
/// <param name="Log">All that happened.</param>
/// <param name="Simulated">How long it was, in its own time.</param>
/// <param name="Batches">Batches sealed.</param>
/// <param name="Samples">Samples sealed.</param>
internal sealed record RunResult(int Seed, IReadOnlyList<Breach> Breaches, EventLog Log, TimeSpan Simulated, int Batches, int Samples)
{
    /// <summary>The environment variable that makes the tests run one seed alone.</summary>
    public const string SeedVariable = "ARENA_SIMULATION_SEED";

    /// <summary>How many of the last events a failure shows; 60 without it.</summary>
    public const string EventsVariable = "ARENA_SIMULATION_EVENTS";

    /// <summary>The story of a failure: what broke, what happened, and how to see it again.</summary>
    public string Story(string test) => string.Create(CultureInfo.InvariantCulture, $"""
        Seed {Seed}: {string.Join("; ", Breaches.Take(3).Select(breach => $"{breach.Invariant}: {breach.What}"))}

        {Log.Shortened(int.TryParse(Environment.GetEnvironmentVariable(EventsVariable), CultureInfo.InvariantCulture, out var events) ? events : 60)}
        The same run again:
            {SeedVariable}={Seed} tests/Arena.Simulation.Tests/bin/Release/net10.0/Arena.Simulation.Tests -method "*{test}"
        """);
}
