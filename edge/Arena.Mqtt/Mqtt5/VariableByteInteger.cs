namespace Arena.Mqtt.Mqtt5;

/// <summary>0–268,435,455 in one to four bytes, seven bits each, least first (MQTT 5, section 1.5.5).</summary>
internal static class VariableByteInteger
{
    public const int Max = 268_435_455;

    public static int Size(int value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;

    /// <summary>Reads one; an encoding longer than needed is malformed, as the standard has it.</summary>
    public static FrameRead Read(ReadOnlySpan<byte> bytes, out int value, out int size)
    {
        value = 0;
        for (size = 0; size < 4; size++)
        {
            if (size == bytes.Length) return FrameRead.NeedMore;
            value |= (bytes[size] & 0x7F) << (7 * size);
            if ((bytes[size] & 0x80) != 0) continue;
            if (size > 0 && bytes[size] == 0) return FrameRead.Malformed;
            size++;
            return FrameRead.Packet;
        }

        return FrameRead.Malformed;
    }
}
