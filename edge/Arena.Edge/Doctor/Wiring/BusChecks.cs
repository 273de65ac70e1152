using System.Globalization;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Site;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>I2C buses: those there are, and each of the plan with its speed.</summary>
internal static class BusChecks
{
    public static Finding Found(Roots roots)
    {
        var adapters = new I2cAdapters(roots.Sys);
        var found = Roots.Folders(Path.Combine(roots.Sys, "bus/i2c/devices"), "i2c-*")
            .Select(folder => int.TryParse(Path.GetFileName(folder).AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? adapters.Find(number) : null)
            .OfType<I2cAdapter>()
            .ToList();
        return found.Count == 0
            ? Finding.Skipped($"This machine has no I2C bus; on a Raspberry Pi 'dtparam=i2c_arm=on' in config.txt switches it on.")
            : Finding.Ok($"I2C buses: {string.Join(", ", found.Select(adapter => adapter.Number))}.") with { Dump = string.Join('\n', found.Select(Line)) };
    }

    public static Finding Look(SiteNode node, I2cBusPlan bus, Roots roots)
    {
        var adapters = new I2cAdapters(roots.Sys);
        var advice = string.Join(' ', BusAdvice.For(node with { Buses = [bus] }, adapters));
        if (adapters.Find(bus.Number) is not { } adapter) return new Finding(CheckStatus.Failed, $"I2C bus {bus.Number} of the plan is not there.", advice);
        if (!File.Exists(Path.Combine(roots.Dev, string.Create(CultureInfo.InvariantCulture, $"i2c-{bus.Number}"))))
            return Finding.Failed($"The kernel has I2C bus {bus.Number}, but there is no {roots.Dev}/i2c-{bus.Number}.", $"Load i2c-dev: 'sudo modprobe i2c-dev', and write it into /etc/modules.") with { Dump = Line(adapter) };
        return advice.Length > 0
            ? new Finding(CheckStatus.Warning, $"I2C bus {bus.Number} is there, but not as it should be.", advice) { Dump = Line(adapter) }
            : Finding.Ok($"I2C bus {bus.Number} is there{(adapter.SpeedHz is { } speed ? FormattableString.Invariant($" and runs at {speed} Hz") : "; the kernel does not say how fast it runs")}.") with { Dump = Line(adapter) };
    }

    private static string Line(I2cAdapter adapter) =>
        string.Create(CultureInfo.InvariantCulture, $"i2c-{adapter.Number} on {adapter.Root}: {adapter.Name}, {adapter.SpeedHz?.ToString(CultureInfo.InvariantCulture) ?? "?"} Hz, {adapter.Compatible}");
}
