using System.Buffers.Binary;
using System.Text;

namespace Arena.Mqtt.Mqtt5;

/// <summary>Writes fields into a span that was measured to hold them (MQTT 5, section 1.5).</summary>
internal ref struct FieldWriter(Span<byte> bytes)
{
    private Span<byte> _rest = bytes;

    public void Byte(byte value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
    }

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, value);
        _rest = _rest[2..];
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_rest, value);
        _rest = _rest[4..];
    }

    public void Variable(int value)
    {
        var size = VariableByteInteger.Size(value);
        for (var i = 0; i < size; i++, value >>= 7) _rest[i] = (byte)((value & 0x7F) | (i < size - 1 ? 0x80 : 0));
        _rest = _rest[size..];
    }

    public void Text(string value)
    {
        var count = Encoding.UTF8.GetBytes(value, _rest[2..]);
        UInt16((ushort)count);
        _rest = _rest[count..];
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        UInt16((ushort)value.Length);
        value.CopyTo(_rest);
        _rest = _rest[value.Length..];
    }

    /// <summary>Bytes that <see cref="Text"/> takes for a value.</summary>
    public static int SizeOf(string value) => 2 + Encoding.UTF8.GetByteCount(value);
}
