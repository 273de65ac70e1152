using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>An open GPIO chip.</summary>
internal sealed class GpioChip(ISystemCalls calls, int descriptor, string path, ChipInfo info) : IDisposable
{
    /// <summary>Device name: <c>gpiochip0</c>. Its number is the kernel's order of finding chips.</summary>
    public string Name { get; } = info.Name.ToString();

    /// <summary>What the chip is: <c>pinctrl-bcm2711</c>.</summary>
    public string Label { get; } = info.Label.ToString();

    public uint Lines => info.Lines;

    public string Path => path;

    /// <summary>Opens the device and asks it who it is; a chip, or null with −errno.</summary>
    public static GpioChip? TryOpen(ISystemCalls calls, string path, out int error)
    {
        error = calls.Open(path, OpenFlags.ReadWrite | OpenFlags.CloseOnExec);
        if (error < 0) return null;
        var (descriptor, info) = (error, default(ChipInfo));
        error = calls.Ioctl(descriptor, GpioUapi.GetChipInfo, ref info);
        if (error >= 0) return new GpioChip(calls, descriptor, path, info);
        calls.Close(descriptor);
        return null;
    }

    /// <summary>What the kernel knows of a line; 0 or −errno.</summary>
    public int Ask(uint offset, out LineInfo line)
    {
        line = new LineInfo { Offset = offset };
        return calls.Ioctl(descriptor, GpioUapi.GetLineInfo, ref line);
    }

    /// <summary>Requests a line; 0 or −errno.</summary>
    public int Request(ref LineRequestV2 request) => calls.Ioctl(descriptor, GpioUapi.GetLine, ref request);

    public override string ToString() => $"{Label} ({Path})";

    public void Dispose() => calls.Close(descriptor);
}
