using Arena.Simulation.Tests.Truth;

namespace Arena.Simulation.Tests.Rules;

/// <summary>What a rule prevents: two plans with the same faults, one with the rule in force and one without it.</summary>
/// <param name="With">Every invariant holds.</param>
/// <param name="Without">An invariant breaks within the seeds.</param>
/// <param name="Breaks">Which, at least.</param>
/// <param name="Seeds">Runs that are enough to see it.</param>
internal sealed record RuleCase(RunPlan With, RunPlan Without, Invariant Breaks, int Seeds = 40);
