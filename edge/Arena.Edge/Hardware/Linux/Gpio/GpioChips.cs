using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>Finds a GPIO chip by what it is, never by its number.</summary>
/// <remarks>
/// The header of a Raspberry Pi 5 is gpiochip0 on newer kernels and gpiochip4 on older ones, and udev may put a link of the other name beside it;
/// its label, <c>pinctrl-rp1</c>, is the same on both.
/// </remarks>
internal sealed class GpioChips(ISystemCalls calls, string devices)
{
    private const string Pattern = "gpiochip*";

    /// <summary>Opens the chip of that kernel label, device name or device path.</summary>
    /// <exception cref="HardwareFault">There is none, or several, or it may not be opened.</exception>
    public GpioChip Open(string chip)
    {
        var (chips, refused) = OpenAll();
        var fitting = chips.FindAll(one => one.Label == chip || one.Name == chip || one.Path == chip);
        chips.FindAll(one => fitting.Count != 1 || one != fitting[0]).ForEach(one => one.Dispose());
        if (fitting.Count == 1) return fitting[0];
        if (fitting.Count > 1)
        {
            throw new HardwareFault(
                $"GPIO chip '{chip}' is there {fitting.Count} times, as {string.Join(" and ", fitting.Select(one => one.Path))}: write the device's name as 'chip'.");
        }

        if (refused is not null) throw refused;
        throw new HardwareFault(chips.Count == 0
            ? $"GPIO chip '{chip}' is not there: this machine has no {devices}/{Pattern}. On a Raspberry Pi they come with Raspberry Pi OS; elsewhere use --hardware virtual."
            : $"GPIO chip '{chip}' is not there; this machine has {string.Join(", ", chips.Select(one => one.ToString()))}. Check the node's 'board' and the sensor's 'chip' in the manifest.");
    }

    /// <summary>Opens the chip that has the line of that name, and finds its offset.</summary>
    /// <exception cref="HardwareFault">No chip has it, or several lines are called so.</exception>
    public (GpioChip Chip, uint Offset) OpenByLineName(string name)
    {
        var (chips, refused) = OpenAll();
        var found = chips.SelectMany(chip => OffsetsOf(chip, name).Select(offset => (Chip: chip, Offset: offset))).ToList();
        chips.FindAll(one => found.Count != 1 || one != found[0].Chip).ForEach(one => one.Dispose());
        if (found.Count == 1) return found[0];
        if (found.Count > 1)
            throw new HardwareFault($"GPIO line '{name}' is there {found.Count} times, on {string.Join(" and ", found.Select(one => $"{one.Chip} as {one.Offset}"))}: give chip and offset.");
        throw refused ?? new HardwareFault($"No GPIO line is called '{name}' on {(chips.Count == 0 ? "this machine, which has no GPIO chip" : string.Join(", ", chips))}.");
    }

    private static IEnumerable<uint> OffsetsOf(GpioChip chip, string name)
    {
        for (uint offset = 0; offset < chip.Lines; offset++)
        {
            if (chip.Ask(offset, out var line) >= 0 && line.Name.ToString() == name) yield return offset;
        }
    }

    private (List<GpioChip> Chips, HardwareFault? Refused) OpenAll()
    {
        var chips = new List<GpioChip>();
        HardwareFault? refused = null;
        foreach (var path in Directory.GetFiles(devices, Pattern).Order(StringComparer.Ordinal))
        {
            if (GpioChip.TryOpen(calls, path, out var error) is not { } chip) refused ??= DeviceFault.NotOpened(path, "gpio", error);
            else if (chips.Exists(other => other.Name == chip.Name)) chip.Dispose();
            else chips.Add(chip);
        }

        return (chips, refused);
    }
}
