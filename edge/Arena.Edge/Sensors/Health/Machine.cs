using System.Globalization;

namespace Arena.Edge.Sensors.Health;

/// <summary>Busy and total time of all processors since boot, in ticks of <c>/proc/stat</c>.</summary>
internal readonly record struct ProcessorTime(long Busy, long Total);

/// <summary>The machine this runs on, as Linux tells of it. Null where it tells nothing: then that is not published.</summary>
/// <remarks>Source: proc(5); kernel documentation, thermal sysfs.</remarks>
/// <param name="proc"><c>/proc</c>, or a copy of it.</param>
/// <param name="sys"><c>/sys</c>, or a copy of it.</param>
internal sealed class Machine(string proc = "/proc", string sys = "/sys")
{
    private const NumberStyles NumberOfKernel =
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite;

    /// <summary>
    /// <c>stat</c>, first line: <c>cpu user nice system idle iowait irq softirq steal guest guest_nice</c>; guest time is in user already.
    /// </summary>
    public ProcessorTime? Processor()
    {
        var line = FirstLine("stat");
        if (line is null || !line.StartsWith("cpu ", StringComparison.Ordinal)) return null;
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 9) return null;
        var ticks = new long[8];
        for (var i = 0; i < ticks.Length; i++)
        {
            if (!long.TryParse(fields[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out ticks[i])) return null;
        }

        var idle = ticks[3] + ticks[4];
        return new ProcessorTime(ticks.Sum() - idle, ticks.Sum());
    }

    /// <summary>Memory that is not available to others, bytes: MemTotal − MemAvailable of <c>meminfo</c>.</summary>
    public double? MemoryUsedB()
    {
        double? total = null;
        double? available = null;
        foreach (var line in Lines("meminfo"))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal)) total = Kibibytes(line);
            if (line.StartsWith("MemAvailable:", StringComparison.Ordinal)) available = Kibibytes(line);
        }

        return total - available;
    }

    /// <summary>Seconds since boot: <c>uptime</c>, first number.</summary>
    public double? UptimeS() => Number(FirstLine("uptime")?.Split(' ')[0]);

    /// <summary>°C of the processor: the thermal zone whose type names the CPU (<c>cpu-thermal</c> on a Pi, <c>x86_pkg_temp</c> on a PC).</summary>
    public double? ProcessorC()
    {
        var zones = Path.Combine(sys, "class", "thermal");
        if (!Directory.Exists(zones)) return null;
        foreach (var zone in Directory.EnumerateDirectories(zones, "thermal_zone*").Order(StringComparer.Ordinal))
        {
            var type = Text(Path.Combine(zone, "type"))?.Trim() ?? "";
            if (!type.Contains("cpu", StringComparison.OrdinalIgnoreCase) && type != "x86_pkg_temp") continue;
            if (Number(Text(Path.Combine(zone, "temp"))) is { } thousandths) return thousandths / 1000;
        }

        return null;
    }

    /// <summary>Bytes that may still be written to the disk of a directory.</summary>
    public static double? DiskFreeB(string directory)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static double? Kibibytes(string line) => 1024 * Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    private static double? Number(string? text) =>
        double.TryParse(text, NumberOfKernel, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? FirstLine(string file) => Lines(file).FirstOrDefault();

    private string[] Lines(string file) => Text(Path.Combine(proc, file))?.Split('\n') ?? [];

    /// <summary>A file of the kernel may be absent, closed to us, or vanish or refuse while it is read.</summary>
    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
