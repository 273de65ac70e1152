using System.Globalization;
using System.Reflection;
using Arena.Benchmarks.Report;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Arena.Benchmarks;

/// <summary>Runs the classes of BenchmarkDotNet and feeds their summaries into the report.</summary>
internal static class MicroBenchmarks
{
    /// <summary>Every class with a benchmark, by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(MicroBenchmarks).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
            .OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>Folder and class, for example Wire.BatchBenchmarks.</summary>
    public static string NameOf(Type type) => type.FullName!["Arena.Benchmarks.".Length..];

    /// <summary>Runs one class. What BenchmarkDotNet has to say besides goes to a log.</summary>
    public static void Run(Type type, Bench bench)
    {
        using var log = new StreamWriter(Path.Combine(bench.Folder, NameOf(type) + ".log"));
        using var logger = new StreamLogger(log);
        // In one process, so that nothing is built between two figures; short runs, because figures are read as ratios within one.
        var config = ManualConfig.CreateEmpty()
            .AddLogger(logger)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddAnalyser([.. DefaultConfig.Instance.GetAnalysers()])
            .AddValidator([.. DefaultConfig.Instance.GetValidators()])
            .AddJob(Job.ShortRun.AsDefault())
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator())
            .WithArtifactsPath(Path.Combine(bench.Folder, "micro"));
        var summary = BenchmarkRunner.Run(type, config);
        foreach (var fault in summary.ValidationErrors.Where(fault => fault.IsCritical))
            bench.Report.Wrong($"{NameOf(type)}: {fault.Message}");
        foreach (var benchmark in summary.Reports)
            Add(bench.Report, NameOf(type), benchmark, log: ((FileStream)log.BaseStream).Name);
    }

    private static void Add(BenchReport report, string group, BenchmarkReport benchmark, string log)
    {
        var (descriptor, parameters) = (benchmark.BenchmarkCase.Descriptor, benchmark.BenchmarkCase.Parameters);
        var name = parameters.Count == 0 ? descriptor.WorkloadMethod.Name : $"{descriptor.WorkloadMethod.Name} {parameters.PrintInfo}";
        if (!benchmark.Success || benchmark.ResultStatistics is not { } statistics)
        {
            report.Wrong($"{group}.{name} failed: its output is in {log}.");
            return;
        }

        var slowest = descriptor.WorkloadMethod.GetCustomAttribute<TakesAtMostAttribute>();
        report.Add(
            group, name, statistics.Mean, "ns", string.Create(CultureInfo.InvariantCulture, $"± {statistics.StandardError / statistics.Mean * 100:0.#} %"),
            slowest is null ? null : Limit.NoMoreThan(slowest.Nanoseconds));
        var most = descriptor.WorkloadMethod.GetCustomAttribute<AllocatedAtMostAttribute>();
        if (benchmark.GcStats.GetBytesAllocatedPerOperation(benchmark.BenchmarkCase) is { } bytes && benchmark.BenchmarkCase.Config.HasMemoryDiagnoser())
            report.Add(group, $"{name}, allocated", bytes, "B", limit: most is null ? null : Limit.NoMoreThan(most.Bytes));
    }
}
