using System.Runtime.InteropServices;

namespace Arena.Edge.Time.Linux;

/// <summary>The two calls of the C library that tell the time.</summary>
internal static class ClockCalls
{
    public const int Realtime = 0;
    public const int Boottime = 7;

    /// <summary>clock_gettime(2); 0, or −1 with errno.</summary>
    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetTime(int clock, out Timespec time);

    /// <summary>adjtimex(2); the clock's state, or −1 with errno.</summary>
    [DllImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Adjust(ref Timex timex);
}
