using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Arena.Simulation.Tests;

/// <summary>Runs many seeds on all cores, each on a thread of its own.</summary>
internal static class SeedRunner
{
    /// <summary>Runs seeds from the first on until the count or the time is used up; returns the results of those that failed, by seed.</summary>
    public static SeedReport Run(int first, int count, RunPlan plan, TimeSpan? within = null)
    {
        if (Environment.GetEnvironmentVariable(RunResult.SeedVariable) is { Length: > 0 } only)
            (first, count) = (int.Parse(only, CultureInfo.InvariantCulture), 1);
        var failed = new ConcurrentBag<RunResult>();
        var watch = Stopwatch.StartNew();
        long simulated = 0, batches = 0, samples = 0;
        var (next, done) = (first - 1, 0);
        var threads = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount)).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new SeedReport(done, TimeSpan.FromTicks(simulated), watch.Elapsed, batches, samples, [.. failed.OrderBy(result => result.Seed)]);

        void Work()
        {
            while ((within is null || watch.Elapsed < within) && failed.Count < 5 && Interlocked.Increment(ref next) is var seed && seed < first + count)
            {
                var result = RunOne(seed, plan);
                Interlocked.Increment(ref done);
                Interlocked.Add(ref simulated, result.Simulated.Ticks);
                Interlocked.Add(ref batches, result.Batches);
                Interlocked.Add(ref samples, result.Samples);
                if (result.Breaches.Count > 0) failed.Add(result);
            }
        }
    }

    /// <summary>Runs one seed on this thread.</summary>
    public static RunResult RunOne(int seed, RunPlan plan)
    {
        using var run = new Simulation(seed, plan);
        return run.Run();
    }
}

/// <summary>What many runs gave.</summary>
/// <param name="Seeds">Runs made.</param>
/// <param name="Simulated">Their own time together.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Batches">Batches sealed.</param>
/// <param name="Samples">Samples sealed.</param>
/// <param name="Failed">Runs in which an invariant broke, by seed.</param>
internal sealed record SeedReport(int Seeds, TimeSpan Simulated, TimeSpan Wall, long Batches, long Samples, IReadOnlyList<RunResult> Failed)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seeds} seeds, {Simulated.TotalHours:0.0} h simulated in {Wall.TotalSeconds:0.0} s; {Batches} batches with {Samples} samples sealed; {Failed.Count} seeds failed");
}
