using System.Globalization;
using System.Runtime.InteropServices;
using Arena.Edge.Time;

namespace Arena.Edge.Doctor.Board;

/// <summary>What can be told of the machine before anything is configured.</summary>
internal static class BoardChecks
{
    /// <summary>A Raspberry Pi slows down from 80 °C on. Source: Raspberry Pi documentation, "Frequency management and thermal control".</summary>
    private const double SlowsDownC = 80;

    private const double LeastMemoryShare = 0.1;
    private const double WeakDbm = -75;

    private static readonly TimeSpan GoodClock = TimeSpan.FromSeconds(1);
    private static readonly Version LineEventsSince = new(5, 10);

    public static Finding System(Roots roots)
    {
        var release = Roots.Text(roots.Proc, "sys/kernel/osrelease");
        var name = (Roots.Text(roots.Etc, "os-release") ?? "").Split('\n')
            .FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?["PRETTY_NAME=".Length..].Trim('"') ?? "an unknown system";
        var dump = $"{roots.Model}\n{Roots.Text(roots.Proc, "version")}\n{RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}".Trim();
        var what = $"{roots.Model ?? "No Raspberry Pi"}, {name}, kernel {release ?? "unknown"}";
        if (!Environment.Is64BitProcess) return Finding.Failed($"{what}: 32-bit.", $"Install the 64-bit Raspberry Pi OS.") with { Dump = dump };
        return VersionOf(release) is { } version && version < LineEventsSince
            ? Finding.Failed($"{what}: the kernel is older than 5.10, so it can't count pulses.", $"Upgrade to Raspberry Pi OS Bookworm or later.") with { Dump = dump }
            : Finding.Ok($"{what}.") with { Dump = dump };
    }

    public static Finding Processor(Roots roots)
    {
        if (new Sensors.Health.Machine(roots.Proc, roots.Sys).ProcessorC() is not { } celsius) return Finding.Skipped($"This machine does not tell how warm its processor is.");
        return celsius < SlowsDownC
            ? Finding.Ok($"The processor is at {celsius:0.0} °C.")
            : Finding.Warning($"The processor is at {celsius:0.0} °C, and a Raspberry Pi slows down from {SlowsDownC:0} °C on.", $"Give it air, shade or a heat sink.");
    }

    public static Finding Memory(Roots roots)
    {
        var text = Roots.Text(roots.Proc, "meminfo") ?? "";
        if (Kibibytes(text, "MemTotal:") is not { } total || Kibibytes(text, "MemAvailable:") is not { } available)
            return Finding.Skipped($"This machine does not tell its memory.");
        var dump = string.Join('\n', text.Split('\n').Take(5));
        return available >= LeastMemoryShare * total
            ? Finding.Ok($"{available / 1024:0} of {total / 1024:0} MiB memory are available.") with { Dump = dump }
            : Finding.Warning($"Only {available / 1024:0} of {total / 1024:0} MiB memory are available.", $"See what else runs here ('top', then M), and end it.") with { Dump = dump };
    }

    /// <param name="clock">The kernel's, or null.</param>
    /// <param name="fault">Why there is none.</param>
    public static Finding Clock(IClockSource? clock, string fault)
    {
        if (clock is null) return new Finding(CheckStatus.Failed, "The machine's clock can't be read.", fault);
        var now = clock.Read();
        var dump = string.Create(CultureInfo.InvariantCulture, $"wall {now.Wall}, since boot {now.SinceBoot}, synchronised {now.Synchronised}, error {now.Error.TotalSeconds} s");
        if (!now.Synchronised)
            return Finding.Warning($"The clock says {now.Wall}, but nobody has synchronised it: what is measured waits for its date.", $"Let the machine reach a time server ('timedatectl' shows it), or give the network one.") with { Dump = dump };
        return now.Error <= GoodClock
            ? Finding.Ok($"The clock is synchronised, and off by {now.Error.TotalMilliseconds:0} ms at most.") with { Dump = dump }
            : Finding.Warning($"The clock is synchronised, but may be off by {now.Error.TotalSeconds:0.0} s.", $"See with 'timedatectl timesync-status' whether the time server still answers.") with { Dump = dump };
    }

    /// <summary><c>/proc/net/wireless</c>: two lines of head, then <c>wlan0: status link level noise …</c>, the level in dBm.</summary>
    public static Finding Wireless(Roots roots)
    {
        var lines = (Roots.Text(roots.Proc, "net/wireless") ?? "").Split('\n').Skip(2).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (lines.FirstOrDefault(fields => fields.Length > 3) is not { } found) return Finding.Skipped($"No Wi-Fi is connected.");
        if (!double.TryParse(found[3].TrimEnd('.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var level) || level >= 0)
            return Finding.Skipped($"The driver of {found[0].TrimEnd(':')} does not tell the Wi-Fi's strength in dBm.");
        return level >= WeakDbm
            ? Finding.Ok($"The Wi-Fi signal is {level:0} dBm.") with { Dump = string.Join(' ', found) }
            : Finding.Warning($"The Wi-Fi signal is weak, {level:0} dBm.", $"Move the antenna or the access point; from {WeakDbm:0} dBm up it is good, and a cable is better.") with { Dump = string.Join(' ', found) };
    }

    private static double? Kibibytes(string meminfo, string key) => meminfo.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
        && double.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes : null;

    private static Version? VersionOf(string? release)
    {
        var parts = (release ?? "").Split('.', '-');
        return parts.Length > 1 && Version.TryParse($"{parts[0]}.{parts[1]}", out var version) ? version : null;
    }
}
