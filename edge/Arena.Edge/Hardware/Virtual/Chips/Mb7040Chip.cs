using System.Buffers.Binary;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>An emulated MB7040: measures what lies before it when told to, and ignores its bus meanwhile. Datasheet I2CXL-MaxSonar-WR.</summary>
/// <param name="time">Its world's time.</param>
/// <param name="distanceCm">What it would see at a moment.</param>
/// <param name="measuring">80–100 ms, by exemplar.</param>
internal sealed class Mb7040Chip(TimeProvider time, Func<UnixTime, double> distanceCm, TimeSpan measuring) : IVirtualChip
{
    private const byte TakeRangeReading = 0x51;

    private readonly byte[] _range = new byte[2];
    private long? _startedAt;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (IsBusy) return false;
        if (data is not [TakeRangeReading]) return true;
        _startedAt = time.GetTimestamp();
        var cm = Math.Clamp(Math.Round(distanceCm(UnixTime.From(time.GetUtcNow()))), 20, 765);
        BinaryPrimitives.WriteUInt16BigEndian(_range, (ushort)cm);
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        if (IsBusy) return false;
        for (var i = 0; i < buffer.Length; i++) buffer[i] = i < _range.Length ? _range[i] : (byte)0xFF;
        return true;
    }

    private bool IsBusy => _startedAt is { } started && time.GetElapsedTime(started) < measuring;
}
