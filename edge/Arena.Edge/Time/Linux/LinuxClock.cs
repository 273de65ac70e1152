using System.Runtime.InteropServices;
using Arena.Wire;

namespace Arena.Edge.Time.Linux;

/// <summary>The kernel's clocks. Source: clock_gettime(2), adjtimex(2), random(4).</summary>
internal sealed class LinuxClock : IClockSource
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const int Attempts = 3;

    // The two clocks are read one after the other; what comes between them in a quiet moment is less.
    private static readonly TimeSpan GoodPair = TimeSpan.FromMicroseconds(50);

    private LinuxClock(string bootId) => BootId = bootId;

    public string BootId { get; }

    public TimeSpan SinceBoot => Get(ClockCalls.Boottime);

    /// <summary>Opens it, or says why it can't be used here.</summary>
    public static LinuxClock? TryOpen(out string fault)
    {
        fault = "";
        if (!Environment.Is64BitProcess)
        {
            fault = "the kernel's clock can be read on 64-bit Linux only: install the 64-bit Raspberry Pi OS";
            return null;
        }

        try
        {
            var clock = new LinuxClock(File.ReadAllText(BootIdFile).Trim());
            clock.Read();
            return clock;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            fault = $"the kernel's clock can't be read ({error.Message}): allow {BootIdFile}, clock_gettime and adjtimex to this process";
            return null;
        }
    }

    public ClockReading Read()
    {
        var timex = default(Timex);
        if (ClockCalls.Adjust(ref timex) == -1) throw Failed("adjtimex");
        var (wall, sinceBoot, between) = ReadPair();
        for (var attempt = 1; attempt < Attempts && between > GoodPair; attempt++)
        {
            var again = ReadPair();
            if (again.Between < between) (wall, sinceBoot, between) = again;
        }

        var error = TimeSpan.FromMicroseconds(timex.MaxErrorUs) + (between / 2);
        return new ClockReading(wall, sinceBoot, (timex.Status & Timex.Unsynchronised) == 0, error);
    }

    // The wall clock between two looks at the other one: it belongs to their middle.
    private static (UnixTime Wall, TimeSpan SinceBoot, TimeSpan Between) ReadPair()
    {
        var before = Get(ClockCalls.Boottime);
        var wall = Get(ClockCalls.Realtime);
        var between = Get(ClockCalls.Boottime) - before;
        return (new UnixTime(0) + wall, before + (between / 2), between);
    }

    private static TimeSpan Get(int clock) => ClockCalls.GetTime(clock, out var time) == 0
        ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : throw Failed("clock_gettime");

    private static IOException Failed(string call) => new($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
