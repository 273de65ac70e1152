using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>
/// An emulated Sensirion SCD41: commands of 16 bits, answers in words with a CRC-8 each. It measures from the start command on, and here a measurement is always ready. Datasheet SCD4x,
/// sections 3.5 and 3.11.
/// </summary>
/// <param name="time">Its world's time.</param>
/// <param name="air">°C, %RH and ppm at a moment.</param>
internal sealed class Scd4xChip(TimeProvider time, Func<UnixTime, (double Celsius, double Humidity, double Ppm)> air) : IVirtualChip
{
    private const ushort StartMeasuring = 0x21B1;
    private const ushort StopMeasuring = 0x3F86;
    private const ushort IsReady = 0xE4B8;
    private const ushort ReadMeasurement = 0xEC05;

    private byte[] _answer = [];
    private bool _measures;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2) return data.IsEmpty;
        switch (BinaryPrimitives.ReadUInt16BigEndian(data))
        {
            case StartMeasuring:
                _measures = true;
                break;
            case StopMeasuring:
                _measures = false;
                break;
            case IsReady:
                _answer = Words((ushort)(_measures ? 0x8006 : 0x8000));
                break;
            case ReadMeasurement when _measures:
                var (celsius, humidity, ppm) = air(UnixTime.From(time.GetUtcNow()));
                _answer = Words((ushort)ppm, (ushort)((celsius + 45) / 175 * 65535), (ushort)(humidity / 100 * 65535));
                break;
        }

        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        if (_answer.Length == 0) return false;
        buffer.Clear();
        _answer.AsSpan(0, Math.Min(buffer.Length, _answer.Length)).CopyTo(buffer);
        _answer = [];
        return true;
    }

    private static byte[] Words(params ReadOnlySpan<ushort> words)
    {
        var bytes = new byte[words.Length * 3];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 3), words[i]);
            bytes[(i * 3) + 2] = Crc(bytes.AsSpan(i * 3, 2));
        }

        return bytes;
    }

    // Polynomial 0x31, begins with 0xFF: 0xBEEF gives 0x92 (datasheet, section 3.11).
    internal static byte Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x31) & 0xFF : crc << 1;
        }

        return (byte)crc;
    }
}
