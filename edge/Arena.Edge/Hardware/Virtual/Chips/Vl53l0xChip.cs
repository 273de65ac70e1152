using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>
/// An emulated ST VL53L0X: 8-bit registers that keep what is written, every calibration done at once, a range with each start. What a driver sets up is not felt; what it reads is:
/// start, interrupt, status and range. Source: ST API STSW-IMG005.
/// </summary>
/// <param name="time">Its world's time.</param>
/// <param name="mm">Distance at a moment; null for nothing in reach.</param>
internal sealed class Vl53l0xChip(TimeProvider time, Func<UnixTime, double?> mm) : IVirtualChip
{
    private const byte Start = 0x00;
    private const byte InterruptStatus = 0x13;
    private const byte RangeStatus = 0x14;
    private const byte Range = 0x1E;
    private const byte Strobe = 0x83;
    private const byte Model = 0xC0;

    private const byte RangeComplete = 11;
    private const byte NoTarget = 4;
    private const ushort OutOfReach = 8190;

    private readonly byte[] _registers = PowerUp();
    private byte _pointer;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        _pointer = data[0];
        for (var i = 1; i < data.Length; i++) _registers[(byte)(data[0] + i - 1)] = data[i];
        if (data.Length > 1 && data[0] == Start && (data[1] & 1) != 0) Measure();
        if (data.Length > 1 && data[0] == Strobe) _registers[Strobe] = 1;
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = _registers[_pointer++];
        return true;
    }

    private void Measure()
    {
        var distance = mm(UnixTime.From(time.GetUtcNow()));
        _registers[Start] &= 0xFE;
        _registers[InterruptStatus] = 0x07;
        _registers[RangeStatus] = (byte)((distance is null ? NoTarget : RangeComplete) << 3);
        BinaryPrimitives.WriteUInt16BigEndian(_registers.AsSpan(Range), distance is { } near ? (ushort)Math.Round(near) : OutOfReach);
    }

    private static byte[] PowerUp()
    {
        var registers = new byte[256];
        registers[Model] = 0xEE;
        registers[Strobe] = 1;
        // A calibration is over when this says so, and here each is at once.
        registers[InterruptStatus] = 0x07;
        return registers;
    }
}
