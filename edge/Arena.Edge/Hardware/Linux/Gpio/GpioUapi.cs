using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>Request numbers and flags of the GPIO character device. Source: include/uapi/linux/gpio.h (v2, Linux 5.10).</summary>
internal static class GpioUapi
{
    /// <summary>GPIO_GET_CHIPINFO_IOCTL, fills <see cref="ChipInfo"/>.</summary>
    public const uint GetChipInfo = 0x8044_B401;

    /// <summary>GPIO_V2_GET_LINEINFO_IOCTL, fills <see cref="LineInfo"/>.</summary>
    public const uint GetLineInfo = 0xC100_B405;

    /// <summary>GPIO_V2_GET_LINE_IOCTL, takes <see cref="LineRequestV2"/>.</summary>
    public const uint GetLine = 0xC250_B407;

    /// <summary>GPIO_V2_LINE_GET_VALUES_IOCTL, fills <see cref="LineValues"/>.</summary>
    public const uint GetValues = 0xC010_B40E;

    /// <summary>GPIO_V2_LINE_ATTR_ID_DEBOUNCE.</summary>
    public const uint DebounceAttribute = 3;
}

/// <summary><c>GPIO_V2_LINE_FLAG_…</c></summary>
[Flags]
internal enum LineFlags : ulong
{
    Used = 1 << 0,
    ActiveLow = 1 << 1,
    Input = 1 << 2,
    Output = 1 << 3,
    EdgeRising = 1 << 4,
    EdgeFalling = 1 << 5,
    BiasPullUp = 1 << 8,
}

/// <summary>Text of GPIO_MAX_NAME_SIZE bytes, ended by a zero.</summary>
[InlineArray(Size)]
internal struct GpioName
{
    public const int Size = 32;

    private byte _first;

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>What of the text fits, whole characters only.</summary>
    public static GpioName From(string text)
    {
        var name = default(GpioName);
        Span<byte> bytes = name;
        Encoding.UTF8.GetEncoder().Convert(text, bytes[..(Size - 1)], flush: true, out _, out _, out _);
        return name;
    }
}

/// <summary><c>struct gpiochip_info</c>, 68 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChipInfo
{
    public GpioName Name;
    public GpioName Label;
    public uint Lines;
}

/// <summary><c>struct gpio_v2_line_attribute</c>, 16 bytes; the value is flags, values, or the debounce in µs in its first four bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct LineAttribute
{
    [FieldOffset(0)]
    public uint Id;

    [FieldOffset(8)]
    public ulong Flags;

    [FieldOffset(8)]
    public uint DebouncePeriodUs;
}

/// <summary><c>struct gpio_v2_line_config_attribute</c>, 24 bytes: an attribute and the lines (bits) it holds for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineConfigAttribute
{
    public LineAttribute Attribute;
    public ulong Mask;
}

/// <summary>GPIO_V2_LINE_NUM_ATTRS_MAX of them.</summary>
[InlineArray(10)]
internal struct LineConfigAttributes
{
    private LineConfigAttribute _first;
}

/// <summary>The same in an answer.</summary>
[InlineArray(10)]
internal struct LineAttributes
{
    private LineAttribute _first;
}

/// <summary>GPIO_V2_LINES_MAX offsets.</summary>
[InlineArray(64)]
internal struct LineOffsets
{
    private uint _first;
}

/// <summary>Reserved words, zero.</summary>
[InlineArray(5)]
internal struct FiveWords
{
    private uint _first;
}

/// <summary><c>struct gpio_v2_line_config</c>, 272 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineConfig
{
    public LineFlags Flags;
    public uint AttributeCount;
    public FiveWords Padding;
    public LineConfigAttributes Attributes;
}

/// <summary><c>struct gpio_v2_line_request</c>, 592 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineRequestV2
{
    public LineOffsets Offsets;
    public GpioName Consumer;
    public LineConfig Config;
    public uint LineCount;

    /// <summary>Events the kernel keeps; it takes at most 16 × GPIO_V2_LINES_MAX.</summary>
    public uint EventBufferSize;
    public FiveWords Padding;

    /// <summary>Answer: the line's own descriptor.</summary>
    public int Descriptor;
}

/// <summary><c>struct gpio_v2_line_info</c>, 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineInfo
{
    public GpioName Name;
    public GpioName Consumer;
    public uint Offset;
    public uint AttributeCount;
    public LineFlags Flags;
    public LineAttributes Attributes;
    public uint Padding0;
    public uint Padding1;
    public uint Padding2;
    public uint Padding3;
}

/// <summary><c>struct gpio_v2_line_values</c>, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineValues
{
    public ulong Bits;
    public ulong Mask;
}

/// <summary><c>struct gpio_v2_line_event</c>, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KernelLineEvent
{
    /// <summary>CLOCK_MONOTONIC.</summary>
    public ulong TimestampNs;

    /// <summary>1 rising, 2 falling, in logical level.</summary>
    public uint Id;
    public uint Offset;
    public uint Seqno;
    public uint LineSeqno;
    public uint Padding0;
    public FiveWords Padding;
}
