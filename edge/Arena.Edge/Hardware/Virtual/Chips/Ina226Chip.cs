using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>An emulated INA226: triggered measurements that take their time, a ready bit that reading clears. Datasheet SBOS547, "Register details".</summary>
/// <param name="time">Its world's time.</param>
/// <param name="measured">Volts across the shunt and of the bus at a moment.</param>
internal sealed class Ina226Chip(TimeProvider time, Func<UnixTime, (double ShuntV, double BusV)> measured) : IVirtualChip
{
    private const byte Configuration = 0x00;
    private const byte MaskEnable = 0x06;
    private const ushort ConversionReady = 0x0008;

    private static readonly TimeSpan Measuring = TimeSpan.FromMilliseconds(35.2);

    private readonly Dictionary<byte, ushort> _registers = new() { [Configuration] = 0x4127, [0xFE] = 0x5449, [0xFF] = 0x2260 };
    private byte _pointer;
    private long? _startedAt;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        _pointer = data[0];
        if (data.Length < 3 || _pointer is not (Configuration or 0x05 or MaskEnable or 0x07)) return true;
        _registers[_pointer] = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        if (_pointer != Configuration) return true;
        _registers[MaskEnable] = (ushort)(_registers.GetValueOrDefault(MaskEnable) & ~ConversionReady);
        _startedAt = (_registers[Configuration] & 3) != 0 ? time.GetTimestamp() : null;
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        EndMeasurement();
        var value = _registers.GetValueOrDefault(_pointer);
        if (_pointer == MaskEnable) _registers[MaskEnable] = (ushort)(value & ~ConversionReady);
        for (var i = 0; i < buffer.Length; i++) buffer[i] = i switch { 0 => (byte)(value >> 8), 1 => (byte)value, _ => 0xFF };
        return true;
    }

    private void EndMeasurement()
    {
        if (_startedAt is not { } started || time.GetElapsedTime(started) < Measuring) return;
        _startedAt = null;
        var (shuntV, busV) = measured(UnixTime.From(time.GetUtcNow()));
        _registers[0x01] = (ushort)(short)Math.Clamp(Math.Round(shuntV / 2.5e-6), short.MinValue, short.MaxValue);
        _registers[0x02] = (ushort)Math.Clamp(Math.Round(busV / 1.25e-3), 0, 0x7FFF);
        _registers[MaskEnable] = (ushort)(_registers.GetValueOrDefault(MaskEnable) | ConversionReady);
    }
}
