namespace Arena.Edge.Hardware;

/// <summary>An I2C bus. Each call is one transfer from start to stop; transfers of several callers are put one after the other.</summary>
/// <remarks>Calls block as <c>ioctl(I2C_RDWR)</c> does: at 50 kHz some hundred µs, at worst a second. Addresses are 7-bit.</remarks>
internal interface II2cBus
{
    /// <summary>Kernel's bus number.</summary>
    int Number { get; }

    /// <summary>Start, address and write, <paramref name="data"/>, stop.</summary>
    /// <exception cref="I2cFault">No acknowledge, the bus timed out, or it is set apart.</exception>
    void Write(int address, ReadOnlySpan<byte> data);

    /// <summary>Start, address and read, fills <paramref name="buffer"/>, stop.</summary>
    /// <exception cref="I2cFault">No acknowledge, the bus timed out, or it is set apart.</exception>
    void Read(int address, Span<byte> buffer);

    /// <summary>Writes (a register's number, mostly), then reads after a repeated start: nobody comes between.</summary>
    /// <exception cref="I2cFault">No acknowledge, the bus timed out, or it is set apart.</exception>
    void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer);
}
