using System.Runtime.InteropServices;

namespace Arena.Benchmarks.Edge;

/// <summary>What a process has used of the processors, to the nanosecond: proc(5) counts in hundredths of a second, and these take one in half a minute.</summary>
internal static class ProcessClock
{
    private const double NsPerSecond = 1e9;

    /// <summary>Seconds in user and system mode, all threads, ended ones too, since its start. Source: clock_getcpuclockid(3).</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static double Of(int pid) => Find(pid, out var clock) == 0 && Read(clock, out var time) == 0
        ? time.Seconds + (time.Nanoseconds / NsPerSecond)
        : throw new InvalidOperationException($"the processor time of process {pid} can't be read: has it ended?");

    [DllImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Find(int pid, out int clock);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
