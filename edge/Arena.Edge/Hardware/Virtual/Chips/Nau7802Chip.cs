using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Chips;

/// <summary>
/// An emulated NAU7802: byte registers behind a pointer that moves on, power-up and conversions that take their time. Datasheet DS NAU7802.
/// </summary>
/// <remarks>
/// The digital part is ready 200 µs after it was switched on; conversions come ten a second while it runs; the first five after a start or a
/// change of gain have not settled; reading the result clears the ready bit; a calibration takes 100 ms and ends itself.
/// </remarks>
/// <param name="time">Its world's time.</param>
/// <param name="rawAtGain">The bridge's settled result at a moment and gain.</param>
internal sealed class Nau7802Chip(TimeProvider time, Func<UnixTime, int, double> rawAtGain) : IVirtualChip
{
    private const byte PuCtrl = 0x00;
    private const byte Ctrl1 = 0x01;
    private const byte Ctrl2 = 0x02;
    private const byte ResultHigh = 0x12;
    private const byte ResultLow = 0x14;
    private const byte Revision = 0x1F;
    private const int UnsettledConversions = 5;

    private static readonly TimeSpan PowerUp = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan Conversion = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _registers = AtPowerUp();
    private byte _pointer;
    private long _poweredAt;
    private long _settingsAt;
    private long _calibrationAt;
    private long _readConversions;

    public bool Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return true;
        if (data[0] >= _registers.Length) return false;
        _pointer = data[0];
        foreach (var value in data[1..]) Store(_pointer++, value);
        return true;
    }

    public bool Read(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
        {
            if (_pointer >= _registers.Length) _pointer = 0;
            if (_pointer == ResultHigh) Latch();
            buffer[i] = Load(_pointer++);
        }

        return true;
    }

    /// <summary>Takes its supply away for a moment: all registers are lost.</summary>
    public void BrownOut() => AtPowerUp().CopyTo(_registers, 0);

    private bool IsRunning => (_registers[PuCtrl] & 0x16) == 0x16;

    private long Conversions => IsRunning ? time.GetElapsedTime(_settingsAt).Ticks / Conversion.Ticks : 0;

    private void Store(byte register, byte value)
    {
        switch (register)
        {
            case PuCtrl when (value & 0x01) != 0:
                BrownOut();
                _registers[PuCtrl] = 0x01;
                return;
            case PuCtrl:
                if ((value & 0x02) != 0 && (_registers[PuCtrl] & 0x02) == 0) _poweredAt = time.GetTimestamp();
                _registers[PuCtrl] = (byte)(value & 0xD7);
                Restart();
                return;
            case Ctrl1:
                _registers[Ctrl1] = value;
                Restart();
                return;
            case Ctrl2:
                _registers[Ctrl2] = value;
                if ((value & 0x04) != 0) _calibrationAt = time.GetTimestamp();
                Restart();
                return;
            case >= ResultHigh and <= ResultLow:
                return;
            default:
                if (register < _registers.Length) _registers[register] = value;
                return;
        }
    }

    private byte Load(byte register) => register switch
    {
        PuCtrl => (byte)(_registers[PuCtrl] | (IsPowered ? 0x08 : 0) | (Conversions > _readConversions ? 0x20 : 0)),
        Ctrl2 when time.GetElapsedTime(_calibrationAt) >= Conversion => _registers[Ctrl2] &= 0xFB,
        _ => _registers[register],
    };

    private bool IsPowered => (_registers[PuCtrl] & 0x02) != 0 && time.GetElapsedTime(_poweredAt) >= PowerUp;

    private static byte[] AtPowerUp()
    {
        var registers = new byte[0x20];
        registers[Revision] = 0x0F;
        return registers;
    }

    private void Restart()
    {
        _settingsAt = time.GetTimestamp();
        _readConversions = 0;
    }

    private void Latch()
    {
        var conversions = Conversions;
        if (conversions == 0) return;
        _readConversions = conversions;
        var settled = rawAtGain(UnixTime.From(time.GetUtcNow()), 1 << (_registers[Ctrl1] & 0x07));
        var raw = conversions <= UnsettledConversions ? settled * conversions / (UnsettledConversions + 1) : settled;
        var bits = (int)Math.Clamp(Math.Round(raw), -0x800000, 0x7FFFFF);
        _registers[ResultHigh] = (byte)(bits >> 16);
        _registers[ResultHigh + 1] = (byte)(bits >> 8);
        _registers[ResultLow] = (byte)bits;
    }
}
