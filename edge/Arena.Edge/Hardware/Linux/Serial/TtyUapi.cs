using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Arena.Edge.Hardware.Linux.Serial;

/// <summary>Requests and flags of a terminal, the same on x86-64 and arm64. Source: asm-generic/termbits.h, ioctls.h; termios(3).</summary>
internal static class TtyUapi
{
    /// <summary>TCGETS2, fills <see cref="Termios2"/>; EIO once the terminal hung up.</summary>
    public const uint Get = 0x802C_542A;

    /// <summary>TCSETS2, takes <see cref="Termios2"/>.</summary>
    public const uint Set = 0x402C_542B;

    /// <summary>TCFLSH; 0 drops what came and was not read.</summary>
    public const uint Flush = 0x540B;

    /// <summary>TIOCEXCL: nobody else may open it.</summary>
    public const uint Exclusive = 0x540C;

    /// <summary>CS8 | CREAD | CLOCAL | BOTHER: eight bits, no parity, one stop bit, no modem lines, speed as a number.</summary>
    public const uint Raw8N1 = 0x0030 | 0x0080 | 0x0800 | 0x1000;

    public const int VTime = 5;
    public const int VMin = 6;
}

/// <summary><c>struct termios2</c>, 44 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Termios2
{
    public uint InputFlags;
    public uint OutputFlags;
    public uint ControlFlags;
    public uint LocalFlags;
    public byte LineDiscipline;
    public ControlCharacters Characters;
    public uint InputBaud;
    public uint OutputBaud;
}

/// <summary>NCCS of them.</summary>
[InlineArray(19)]
internal struct ControlCharacters
{
    private byte _first;
}
