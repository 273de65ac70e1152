using System.Globalization;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Gpio;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>GPIO: the chips there are, and each line of the plan.</summary>
internal static class LineChecks
{
    /// <summary>Opens each chip, asks who it is, and lists its lines that are in use.</summary>
    public static Finding Chips(ISystemCalls calls, string devices)
    {
        if (!Directory.Exists(devices)) return Finding.Skipped($"There is no {devices}.");
        var (names, dump, refused) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var path in Directory.GetFiles(devices, "gpiochip*").Order(StringComparer.Ordinal))
        {
            using var chip = GpioChip.TryOpen(calls, path, out var error);
            if (chip is null)
            {
                refused.Add($"{path}: {Errno.Describe(-error)}");
                continue;
            }

            names.Add($"{chip.Label} ({path}, {chip.Lines} lines)");
            dump.Add($"{path} {chip.Name} {chip.Label}");
            dump.AddRange(Used(chip));
        }

        dump.AddRange(refused);
        var all = string.Join('\n', dump);
        if (refused.Count > 0)
            return Finding.Warning($"Not every GPIO chip may be opened: {string.Join(", ", refused)}.", $"Run doctor as the worker's user, and put that user into the group 'gpio': sudo usermod -aG gpio USER.") with { Dump = all };
        return names.Count == 0
            ? Finding.Skipped($"This machine has no GPIO chip ({devices}/gpiochip*), so it has no lines to count pulses on.")
            : Finding.Ok($"GPIO chips: {string.Join(", ", names)}.") with { Dump = all };
    }

    /// <param name="line">Which.</param>
    /// <param name="hardware">Opens it for a moment, where nobody holds it.</param>
    /// <param name="holder">Who holds it; null for nobody, or where the driver can't tell.</param>
    /// <param name="running">The worker should hold it.</param>
    public static Finding Look(PlannedLine line, IHardware hardware, string? holder, bool running)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"line {line.Request.Line} of {line.Request.Chip}");
        if (holder is not null && line.IsOurs(holder)) return Finding.Ok($"GPIO {name} is held by arena-edge, as it should be.") with { Dump = holder };
        if (holder is not null)
        {
            var who = holder.Length == 0 ? "the kernel or another program, under no name" : $"'{holder}'";
            return Finding.Failed($"GPIO {name} is held by {who}.", $"End what holds it, or wire {line.Point} to a free line ('gpioinfo' shows them).") with { Dump = holder };
        }

        if (running && hardware.Name == "linux")
            return Finding.Warning($"GPIO {name} is free although arena-edge works: its sensor could not open it.", $"See the worker's log for {line.Point}.");
        if (running) return Finding.Skipped($"GPIO {name} is emulated by the worker itself.");
        using var opened = hardware.OpenLine(line.Request);
        var level = opened.IsActive == line.Request.ActiveLow ? "low" : "high";
        return Finding.Ok($"GPIO {name} is free and can be watched; its level is {level} now.");
    }

    private static IEnumerable<string> Used(GpioChip chip)
    {
        for (uint offset = 0; offset < chip.Lines; offset++)
        {
            if (chip.Ask(offset, out var line) >= 0 && line.Consumer.ToString() is { Length: > 0 } holder)
                yield return string.Create(CultureInfo.InvariantCulture, $"  {offset} {line.Name} held by {holder}");
        }
    }
}
