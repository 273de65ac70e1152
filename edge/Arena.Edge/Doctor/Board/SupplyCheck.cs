using System.Globalization;

namespace Arena.Edge.Doctor.Board;

/// <summary>Under-voltage and throttling of a Raspberry Pi, as its firmware tells the kernel.</summary>
/// <remarks>
/// <code>
/// get_throttled, hexadecimal   now   since the start
/// under-voltage (below 4.63 V)   0   16
/// clock capped                   1   17
/// throttled                      2   18
/// soft temperature limit         3   19
/// </code>
/// Source: Raspberry Pi documentation, "vcgencmd get_throttled". Where that file is not there, the kernel's hwmon <c>rpi_volt</c> tells of under-voltage
/// alone: <c>in0_lcrit_alarm</c>.
/// </remarks>
internal static class SupplyCheck
{
    private const int UnderVoltage = 1 << 0;
    private const int Throttled = (1 << 1) | (1 << 2) | (1 << 3);
    private const int SinceStart = 16;

    public static Finding Look(Roots roots)
    {
        if (!roots.IsRaspberryPi) return Finding.Skipped($"Supply voltage and throttling are told by a Raspberry Pi only, and this is {roots.Model ?? "not one"}.");
        if (Firmware(roots) is { } flags) return Judge(flags) with { Dump = string.Create(CultureInfo.InvariantCulture, $"get_throttled 0x{flags:x}") };
        return Alarm(roots) switch
        {
            "0" => Finding.Ok($"The supply voltage is right.") with { Dump = "rpi_volt in0_lcrit_alarm 0" },
            "1" => TooLow("The supply voltage is or was too low (the kernel's alarm).") with { Dump = "rpi_volt in0_lcrit_alarm 1" },
            _ => Finding.Skipped($"This kernel tells neither get_throttled nor rpi_volt, so nothing is known of the supply voltage; 'vcgencmd get_throttled' may tell."),
        };
    }

    private static Finding Judge(int flags)
    {
        if ((flags & UnderVoltage) != 0) return TooLow("The supply voltage is too low now.");
        if ((flags & Throttled) != 0) return Finding.Warning($"The processor is slowed down now, because it is too hot or its supply too weak.", $"Give it air or a heat sink, and look at its supply.");
        if ((flags & (UnderVoltage << SinceStart)) != 0) return Finding.Warning($"The supply voltage was too low at least once since the start.", $"Use the board's own supply and a short, thick cable; a card may be damaged by the next drop.");
        if ((flags & (Throttled << SinceStart)) != 0) return Finding.Warning($"The processor was slowed down at least once since the start.", $"Give it air or a heat sink.");
        return Finding.Ok($"The supply voltage is right and was since the start; the processor was never slowed down.");
    }

    private static Finding TooLow(string sentence) =>
        Finding.Failed($"{sentence}", $"Use the board's own supply (5.1 V) and a short, thick cable: the card may lose data at the next drop.");

    /// <summary>Of <c>/sys/devices/platform/soc/soc:firmware/get_throttled</c>; the folders' names differ from board to board.</summary>
    private static int? Firmware(Roots roots)
    {
        foreach (var soc in Roots.Folders(Path.Combine(roots.Sys, "devices/platform"), "soc*"))
        {
            foreach (var firmware in Roots.Folders(soc, "*firmware"))
            {
                var text = Roots.Text(firmware, "get_throttled");
                if (text?.StartsWith("0x", StringComparison.Ordinal) == true) text = text[2..];
                if (int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags)) return flags;
            }
        }

        return null;
    }

    private static string? Alarm(Roots roots) => Roots.Folders(Path.Combine(roots.Sys, "class/hwmon"), "hwmon*")
        .Where(folder => Roots.Text(folder, "name") == "rpi_volt")
        .Select(folder => Roots.Text(folder, "in0_lcrit_alarm"))
        .FirstOrDefault();
}
