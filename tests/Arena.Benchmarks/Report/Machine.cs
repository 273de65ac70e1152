using System.Globalization;
using System.Runtime.InteropServices;

namespace Arena.Benchmarks.Report;

/// <summary>The machine a figure was measured on.</summary>
/// <param name="Cpu">Model name of the first core.</param>
/// <param name="Cores">Cores this process may use.</param>
/// <param name="MemoryGiB">All there is.</param>
/// <param name="Kernel">Release of the Linux kernel.</param>
/// <param name="DotNet">The runtime of the bench and of our own programs.</param>
internal sealed record Machine(string Cpu, int Cores, double MemoryGiB, string Kernel, string DotNet)
{
    public static Machine Here() => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.OSArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(double.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / (1 << 20), 1),
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cpu}, {Cores} cores, {MemoryGiB:0.#} GiB, Linux {Kernel}, {DotNet}");

    private static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
