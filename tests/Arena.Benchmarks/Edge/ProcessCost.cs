using System.Globalization;

namespace Arena.Benchmarks.Edge;

/// <summary>What a process and those it started have cost since their start, from proc(5).</summary>
/// <param name="CpuS">User and system, all threads, seconds.</param>
/// <param name="ChildrenCpuS">Of these, what those it started used.</param>
/// <param name="PeakMiB">Most memory it ever had resident (VmHWM); of those it started their Pss now, because they share most of theirs.</param>
/// <param name="ProportionalMiB">Memory now, with shared pages divided among those who share them (Pss).</param>
/// <param name="WrittenBytes">Caused to be written to the disk (write_bytes: whole pages of 4 KiB).</param>
/// <param name="Threads">Threads now.</param>
/// <param name="Processes">Processes now.</param>
internal sealed record ProcessCost(double CpuS, double ChildrenCpuS, double PeakMiB, double ProportionalMiB, long WrittenBytes, int Threads, int Processes)
{
    public static ProcessCost Of(int pid)
    {
        var alone = Alone(pid);
        foreach (var child in Children(pid))
        {
            var cost = Of(child);
            alone = new ProcessCost(
                alone.CpuS + cost.CpuS, alone.ChildrenCpuS + cost.CpuS, alone.PeakMiB + cost.ProportionalMiB, alone.ProportionalMiB + cost.ProportionalMiB,
                alone.WrittenBytes + cost.WrittenBytes, alone.Threads + cost.Threads, alone.Processes + cost.Processes);
        }

        return alone;
    }

    private static ProcessCost Alone(int pid) => new(
        ProcessClock.Of(pid),
        0,
        Number(pid, "status", "VmHWM:") / 1024.0,
        Number(pid, "smaps_rollup", "Pss:") / 1024.0,
        Number(pid, "io", "write_bytes:"),
        (int)Number(pid, "status", "Threads:"),
        1);

    private static IEnumerable<int> Children(int pid) => Directory.EnumerateDirectories($"/proc/{pid}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    private static long Number(int pid, string file, string field)
    {
        var line = File.ReadLines($"/proc/{pid}/{file}").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
