namespace Arena.Edge.Sensors.Han;

/// <summary>CRC-16/ARC, also called CRC-16-IBM: polynomial 0x8005 reflected, initially 0. "123456789" gives 0xBB3D.</summary>
internal static class Crc16
{
    private const ushort Reflected = 0xA001;

    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ Reflected : crc >> 1);
        }

        return crc;
    }
}
