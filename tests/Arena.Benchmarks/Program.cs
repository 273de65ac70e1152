using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Arena.Benchmarks;

internal static class Program
{
    // In one process, so that nothing is built between two figures; short runs, because figures are read as ratios within one.
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
        args,
        DefaultConfig.Instance
            .AddJob(Job.ShortRun.AsDefault())
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator()));
}
