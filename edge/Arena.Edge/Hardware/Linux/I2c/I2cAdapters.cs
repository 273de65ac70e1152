using System.Buffers.Binary;
using System.Globalization;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>What the kernel tells of its I2C adapters. Source: sysfs (Documentation/i2c/i2c-sysfs.rst) and the device tree.</summary>
internal sealed class I2cAdapters(string sys)
{
    /// <summary>The adapter, or null when there is none of that number.</summary>
    public I2cAdapter? Find(int number)
    {
        var link = Path.Combine(sys, "bus/i2c/devices", Folder(number));
        if (!Directory.Exists(link)) return null;
        var folder = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link;
        var (root, rootFolder) = RootOf(number, folder);
        return new I2cAdapter(number, root, Text(Path.Combine(folder, "name")), SpeedOf(rootFolder), Text(Path.Combine(rootFolder, "of_node/compatible")));
    }

    /// <summary>A multiplexer's channel hangs below the adapter it is on: …/i2c-1/1-0071/i2c-11.</summary>
    private static (int Number, string Folder) RootOf(int number, string folder)
    {
        var root = (number, folder);
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (NumberOf(Path.GetFileName(above)) is { } found) root = (found, above);
        }

        return root;
    }

    private static int? NumberOf(string name) =>
        name.StartsWith("i2c-", StringComparison.Ordinal) && int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Folder(int number) => string.Create(CultureInfo.InvariantCulture, $"i2c-{number}");

    private static int? SpeedOf(string folder)
    {
        var file = Path.Combine(folder, "of_node/clock-frequency");
        return File.Exists(file) && File.ReadAllBytes(file) is { Length: 4 } bytes ? BinaryPrimitives.ReadInt32BigEndian(bytes) : null;
    }

    private static string Text(string file) => File.Exists(file) ? File.ReadAllText(file).TrimEnd('\n', '\0') : "";
}

/// <summary>An adapter as the kernel shows it.</summary>
/// <param name="Number">Kernel's bus number.</param>
/// <param name="Root">Number of the board's bus it hangs on; its own when it is one.</param>
/// <param name="Name"><c>bcm2835 (i2c@7e804000)</c>, <c>i2c-1-mux (chan_id 0)</c>.</param>
/// <param name="SpeedHz">Clock in the device tree, null where it says nothing.</param>
/// <param name="Compatible">Its hardware in the device tree: <c>brcm,bcm2835-i2c</c>.</param>
internal sealed record I2cAdapter(int Number, int Root, string Name, int? SpeedHz, string Compatible)
{
    /// <summary>
    /// The BSC of Raspberry Pi 1 to 4 and Zero samples a stretched clock wrong. Pi 5's RP1 and i2c-gpio do not. Source: Raspberry Pi forum and
    /// advamation.com, "Raspberry Pi I2C clock-stretching bug".
    /// </summary>
    public bool StretchesBadly => Compatible.Contains("brcm,bcm2835-i2c", StringComparison.Ordinal) || Compatible.Contains("brcm,bcm2711-i2c", StringComparison.Ordinal);
}
