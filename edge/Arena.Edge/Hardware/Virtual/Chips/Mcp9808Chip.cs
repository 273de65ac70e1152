using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>
/// An emulated MCP9808: 16-bit registers behind a pointer that stays, alert flags against its limits. Datasheet DS25095, section 5.1.
/// </summary>
/// <param name="time">Its world's time.</param>
/// <param name="celsius">What it feels at a moment.</param>
internal sealed class Mcp9808Chip(TimeProvider time, Func<UnixTime, double> celsius) : IVirtualChip
{
    private const byte Configuration = 0x01;
    private const byte Upper = 0x02;
    private const byte Lower = 0x03;
    private const byte Critical = 0x04;
    private const byte Ambient = 0x05;
    private const byte Pointers = 0x09;

    private readonly ushort[] _registers = [0, 0, 0, 0, 0, 0, 0x0054, 0x0400, 0x0003];
    private byte _pointer;
    private double _heldC;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        if (data[0] >= Pointers) return false;
        _pointer = data[0];
        if (data.Length >= 3 && _pointer is > 0 and <= Critical) _registers[_pointer] = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        var value = _pointer == Ambient ? AmbientWithFlags() : _registers[_pointer];
        for (var i = 0; i < buffer.Length; i++) buffer[i] = i switch { 0 => (byte)(value >> 8), 1 => (byte)value, _ => 0xFF };
        return true;
    }

    private ushort AmbientWithFlags()
    {
        // Shut down, it holds what it had.
        if ((_registers[Configuration] & 0x0100) == 0) _heldC = celsius(UnixTime.From(time.GetUtcNow()));
        var sixteenths = (int)Math.Round(Math.Clamp(_heldC, -40, 125) * 16);
        var critical = sixteenths >= Limit(Critical) ? 0x8000 : 0;
        var upper = sixteenths > Limit(Upper) ? 0x4000 : 0;
        var lower = sixteenths < Limit(Lower) ? 0x2000 : 0;
        return (ushort)(critical | upper | lower | (sixteenths & 0x1FFF));
    }

    /// <summary>A limit in sixteenths of a degree: 13 bits, two's complement, in steps of a quarter.</summary>
    private int Limit(byte register) => (short)((_registers[register] & 0x1FFC) << 3) >> 3;
}
