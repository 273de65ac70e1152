using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>An emulated ADS1115: single shots that take 1/860 s and say when they are done. Datasheet SBAS444E, section 8.</summary>
/// <param name="time">Its world's time.</param>
/// <param name="volts">What lies at the inputs of a MUX setting at a moment.</param>
internal sealed class Ads1115Chip(TimeProvider time, Func<UnixTime, int, double> volts) : IVirtualChip
{
    private const byte Conversion = 0x00;
    private const byte Config = 0x01;
    private const byte Pointers = 0x04;
    private const int OperationalStatus = 0x8000;

    private static readonly TimeSpan Converting = TimeSpan.FromSeconds(1 / 860.0);
    private static readonly double[] FullScaleV = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];

    private readonly ushort[] _registers = [0, 0x8583, 0x8000, 0x7FFF];
    private byte _pointer;
    private long? _startedAt;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        if (data[0] >= Pointers) return false;
        _pointer = data[0];
        if (data.Length < 3 || _pointer == Conversion) return true;
        var value = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        if (_pointer == Config) Configure(value);
        else _registers[_pointer] = value;
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        EndConversion();
        int value = _registers[_pointer];
        if (_pointer == Config) value = (value & 0x7FFF) | (_startedAt is null ? OperationalStatus : 0);
        for (var i = 0; i < buffer.Length; i++) buffer[i] = i switch { 0 => (byte)(value >> 8), 1 => (byte)value, _ => 0xFF };
        return true;
    }

    private void Configure(ushort value)
    {
        EndConversion();
        _registers[Config] = value;
        if ((value & OperationalStatus) == 0 || _startedAt is not null) return;
        _startedAt = time.GetTimestamp();
        var steps = volts(UnixTime.From(time.GetUtcNow()), (value >> 12) & 7) / FullScaleV[(value >> 9) & 7] * 32768;
        _registers[Conversion] = (ushort)(short)Math.Clamp(Math.Round(steps), short.MinValue, short.MaxValue);
    }

    private void EndConversion()
    {
        if (_startedAt is { } started && time.GetElapsedTime(started) >= Converting) _startedAt = null;
    }
}
