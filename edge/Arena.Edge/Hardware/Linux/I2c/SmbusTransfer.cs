namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>A transfer as SMBus knows it: what an adapter that does not do plain I2C is asked for.</summary>
/// <remarks>
/// <code>
/// written     read     SMBus transfer           on the wire (S start, P stop, A address)
/// nothing     –        quick                    S A+w P
/// c           –        byte                     S A+w c P
/// c d         –        byte data                S A+w c d P
/// c d1 d2     –        word data, low d1        S A+w c d1 d2 P
/// c d1…d32    –        I2C block                S A+w c d1 … P
/// –           1        byte                     S A+r r P
/// c           1        byte data                S A+w c S A+r r P
/// c           2        word data                S A+w c S A+r r1 r2 P
/// c           3…32     I2C block                S A+w c S A+r r1 … P
/// </code>
/// Each puts the same bytes on the wire as the plain transfer. Two bytes go as an I2C block where the adapter has no words. Anything else, two plain
/// bytes from an MB7040 above all, has no SMBus form. Source: System Management Bus Specification 3.1 section 6.5; Documentation/i2c/smbus-protocol.rst.
/// </remarks>
/// <param name="Size">Kind.</param>
/// <param name="Reads">Direction of the data.</param>
/// <param name="Command">First byte written.</param>
internal readonly record struct SmbusTransfer(SmbusSize Size, bool Reads, byte Command)
{
    /// <summary>Finds the form of a transfer, or null when it has none that the adapter offers.</summary>
    public static SmbusTransfer? For(ReadOnlySpan<byte> written, int read, I2cFunctions offered)
    {
        var command = written.IsEmpty ? (byte)0 : written[0];
        if (Plain(written.Length, read) is { } form && offered.HasFlag(form.Needs)) return new SmbusTransfer(form.Size, read > 0, command);
        if (Block(written.Length, read) is { } block && offered.HasFlag(block)) return new SmbusTransfer(SmbusSize.I2cBlockData, read > 0, command);
        return null;
    }

    private static (SmbusSize Size, I2cFunctions Needs)? Plain(int written, int read) => (written, read) switch
    {
        (0, 0) => (SmbusSize.Quick, I2cFunctions.SmbusQuick),
        (1, 0) => (SmbusSize.Byte, I2cFunctions.SmbusWriteByte),
        (2, 0) => (SmbusSize.ByteData, I2cFunctions.SmbusWriteByteData),
        (3, 0) => (SmbusSize.WordData, I2cFunctions.SmbusWriteWordData),
        (0, 1) => (SmbusSize.Byte, I2cFunctions.SmbusReadByte),
        (1, 1) => (SmbusSize.ByteData, I2cFunctions.SmbusReadByteData),
        (1, 2) => (SmbusSize.WordData, I2cFunctions.SmbusReadWordData),
        _ => null,
    };

    private static I2cFunctions? Block(int written, int read) => (written, read) switch
    {
        ( >= 2 and <= SmbusBlock.MostBytes + 1, 0) => I2cFunctions.SmbusWriteI2cBlock,
        (1, >= 1 and <= SmbusBlock.MostBytes) => I2cFunctions.SmbusReadI2cBlock,
        _ => null,
    };
}
