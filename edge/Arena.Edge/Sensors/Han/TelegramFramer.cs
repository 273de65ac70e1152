using System.Globalization;

namespace Arena.Edge.Sensors.Han;

/// <summary>Cuts whole telegrams out of a HAN port's bytes. Source: Energiföretagen, Branschrekommendation för lokalt kundgränssnitt, 2.0, section 4.</summary>
/// <remarks>
/// <code>
/// /XXX5 ident CRLF CRLF   1-0:1.8.0(00006678.394*kWh) CRLF   …   !7945 CRLF
/// └──────────────── CRC-16/ARC goes over these, / and ! included ───┘
/// </code>
/// A telegram without end, with a byte that is no text, without a CRC or with a wrong one is damaged: counted, and never handed on. What stands
/// between telegrams is skipped. Binary frames are looked for there: HDLC begins <c>7E A.</c>, M-Bus <c>68 L L 68</c>.
/// </remarks>
internal sealed class TelegramFramer
{
    /// <summary>Four times the longest telegram of the recommendation.</summary>
    public const int MostBytes = 4096;

    private const int CrcDigits = 4;

    private readonly byte[] _bytes = new byte[MostBytes];
    private readonly Queue<Telegram> _whole = new();
    private int _length;
    private int _end;
    private long _beganNs;
    private uint _between;

    /// <summary>Telegrams that began and were no telegram, since the start.</summary>
    public long Damaged { get; private set; }

    /// <summary>Bytes seen since the last whole telegram.</summary>
    public long BytesSince { get; private set; }

    /// <summary>Damaged telegrams since the last whole one.</summary>
    public long DamagedSince { get; private set; }

    /// <summary>What was seen between telegrams, if it was a binary protocol, since the last whole one.</summary>
    public BinaryProtocol Binary { get; private set; }

    /// <summary>Takes bytes that came at a time of the monotonic clock.</summary>
    public void Take(ReadOnlySpan<byte> bytes, long monotonicNs)
    {
        BytesSince += bytes.Length;
        foreach (var value in bytes)
        {
            if (value == '/') Begin(monotonicNs);
            else if (_length == 0) Between(value);
            else Add(value);
        }
    }

    /// <summary>The next whole telegram, oldest first.</summary>
    public bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Telegram? telegram) => _whole.TryDequeue(out telegram);

    private void Begin(long monotonicNs)
    {
        if (_length > 0) Damage();
        (_length, _end, _beganNs, _between) = (1, 0, monotonicNs, 0);
        _bytes[0] = (byte)'/';
    }

    private void Add(byte value)
    {
        if (_length == MostBytes || value is (< 0x20 and not ((byte)'\r' or (byte)'\n' or (byte)'\t')) or > 0x7E)
        {
            Damage();
            Between(value);
            return;
        }

        _bytes[_length++] = value;
        if (_end == 0 && value == '!') _end = _length;
        else if (_end > 0 && value == '\n') End();
    }

    private void End()
    {
        var digits = System.Text.Encoding.ASCII.GetString(_bytes.AsSpan(_end, _length - _end)).TrimEnd('\r', '\n');
        var text = _bytes.AsSpan(0, _end);
        if (digits.Length == CrcDigits && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) && crc == Crc16.Of(text))
        {
            _whole.Enqueue(Telegram.Read(text, _beganNs));
            (_length, BytesSince, DamagedSince, Binary) = (0, 0, 0, BinaryProtocol.None);
        }
        else
        {
            Damage();
        }
    }

    private void Damage()
    {
        Damaged++;
        DamagedSince++;
        _length = 0;
    }

    private void Between(byte value)
    {
        _between = (_between << 8) | value;
        if ((_between & 0xFFF0) == 0x7EA0) Binary = BinaryProtocol.Hdlc;
        if ((_between & 0xFF0000FF) == 0x68000068 && (byte)(_between >> 16) == (byte)(_between >> 8) && (byte)(_between >> 8) > 3) Binary = BinaryProtocol.MBus;
    }
}

/// <summary>What a meter sends that is no text.</summary>
internal enum BinaryProtocol
{
    None,

    /// <summary>DLMS in HDLC frames: some Aidon, Kamstrup and KAIFA meters. IEC 62056-46.</summary>
    Hdlc,

    /// <summary>DLMS in M-Bus frames: KAIFA MA304H4D. EN 13757-2.</summary>
    MBus,
}
