using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>
/// An emulated Bosch BME280: 8-bit registers, the calibration of a chip whose curves are straight lines, a measurement with each forced mode. Datasheet BST-BME280-DS002,
/// sections 4.2.2, 5.3 and 5.4.
/// </summary>
/// <param name="time">Its world's time.</param>
/// <param name="air">°C and %RH at a moment.</param>
internal sealed class Bme280Chip(TimeProvider time, Func<UnixTime, (double Celsius, double Humidity)> air) : IVirtualChip
{
    private const byte Id = 0xD0;
    private const byte Bme280 = 0x60;
    private const byte CalibrationT = 0x88;
    private const byte CalibrationH2 = 0xE1;
    private const byte Control = 0xF4;
    private const byte Temperature = 0xFA;
    private const byte Humidity = 0xFD;
    private const byte ModeBits = 0x03;

    private const ushort T1 = 27_504;
    private const short T2 = 26_435;
    private const short H2 = 362;

    private readonly byte[] _registers = PowerUp();
    private byte _pointer;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        _pointer = data[0];
        for (var i = 1; i < data.Length; i += 2)
        {
            _registers[data[i - 1]] = data[i];
            if (data[i - 1] == Control && (data[i] & ModeBits) != 0) Measure();
        }

        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = _registers[_pointer++];
        return true;
    }

    // T = (raw/16384 − T1/1024)·T2/5120 with T3 = 0; H = raw·H2/65536 with all else 0 (section 4.2.3 and appendix 8.1).
    private void Measure()
    {
        var (celsius, humidity) = air(UnixTime.From(time.GetUtcNow()));
        var rawT = (int)Math.Round(((celsius * 5120 / T2) + (T1 / 1024.0)) * 16384);
        BinaryPrimitives.WriteUInt16BigEndian(_registers.AsSpan(Temperature), (ushort)(rawT >> 4));
        _registers[Temperature + 2] = (byte)((rawT & 0xF) << 4);
        BinaryPrimitives.WriteUInt16BigEndian(_registers.AsSpan(Humidity), (ushort)Math.Round(humidity * 65536 / H2));
        _registers[Control] &= unchecked((byte)~ModeBits);
    }

    private static byte[] PowerUp()
    {
        var registers = new byte[256];
        registers[Id] = Bme280;
        BinaryPrimitives.WriteUInt16LittleEndian(registers.AsSpan(CalibrationT), T1);
        BinaryPrimitives.WriteInt16LittleEndian(registers.AsSpan(CalibrationT + 2), T2);
        BinaryPrimitives.WriteInt16LittleEndian(registers.AsSpan(CalibrationH2), H2);
        return registers;
    }
}
