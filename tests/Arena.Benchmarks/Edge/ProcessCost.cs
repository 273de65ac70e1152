using System.Globalization;

namespace Arena.Benchmarks.Edge;

/// <summary>What a process has cost since its start, from proc(5).</summary>
/// <param name="CpuS">User and system, all threads, seconds.</param>
/// <param name="PeakMiB">Most memory it ever had resident (VmHWM).</param>
/// <param name="ProportionalMiB">Memory now, with shared pages divided among those who share them (Pss).</param>
/// <param name="WrittenBytes">Caused to be written to the disk (write_bytes: whole pages of 4 KiB).</param>
/// <param name="Threads">Threads now.</param>
internal sealed record ProcessCost(double CpuS, double PeakMiB, double ProportionalMiB, long WrittenBytes, int Threads)
{
    public static ProcessCost Of(int pid) => new(
        ProcessClock.Of(pid),
        Number(pid, "status", "VmHWM:") / 1024.0,
        Number(pid, "smaps_rollup", "Pss:") / 1024.0,
        Number(pid, "io", "write_bytes:"),
        (int)Number(pid, "status", "Threads:"));

    private static long Number(int pid, string file, string field)
    {
        var line = File.ReadLines($"/proc/{pid}/{file}").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
