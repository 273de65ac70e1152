using System.Buffers.Binary;
using System.Text.Unicode;

namespace Arena.Mqtt.Mqtt5;

/// <summary>Reads fields off a packet's body. Each method says whether the field was there; none throws (MQTT 5, section 1.5).</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryByte(out byte value)
    {
        value = 0;
        if (_rest.IsEmpty) return false;
        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    public bool TryUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest, out value)) return false;
        _rest = _rest[2..];
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out value)) return false;
        _rest = _rest[4..];
        return true;
    }

    public bool TryVariable(out int value)
    {
        if (VariableByteInteger.Read(_rest, out value, out var size) != FrameRead.Packet) return false;
        _rest = _rest[size..];
        return true;
    }

    public bool TryBytes(int count, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (count > _rest.Length) return false;
        value = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    /// <summary>Binary data: a length in two bytes, and as many bytes.</summary>
    public bool TryBinary(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryUInt16(out var length) && TryBytes(length, out value);
    }

    /// <summary>Whether bytes are what MQTT calls a UTF-8 encoded string: well formed and without U+0000.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) < 0 && Utf8.IsValid(bytes);
}
