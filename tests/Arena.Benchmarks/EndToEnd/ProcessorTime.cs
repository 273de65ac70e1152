using System.Globalization;

namespace Arena.Benchmarks.EndToEnd;

/// <summary>What a process has used of the processors.</summary>
internal static class ProcessorTime
{
    // USER_HZ, which Linux fixes for user space.
    private const double TicksPerSecond = 100;

    /// <summary>Seconds in user and system mode, all threads, since its start (fields 14 and 15 of proc_pid_stat(5)).</summary>
    public static double Of(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
