namespace Arena.Edge.Hardware;

/// <summary>A serial port as a stream of bytes that come by themselves, each piece with the time it came.</summary>
internal interface ISerialPort : IDisposable
{
    /// <summary>Takes waiting bytes, oldest first, of one piece at most; 0 when none wait. Never blocks.</summary>
    /// <param name="buffer">Filled as far as the piece goes.</param>
    /// <param name="monotonicNs">When the piece came, on the scale of <see cref="LineEvent.MonotonicNs"/>.</param>
    /// <exception cref="HardwareFault">The port is gone.</exception>
    int Take(Span<byte> buffer, out long monotonicNs);
}
