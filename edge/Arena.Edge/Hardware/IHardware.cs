namespace Arena.Edge.Hardware;

/// <summary>A node's hardware: its I2C buses and GPIO lines, whoever drives them.</summary>
/// <remarks>
/// <c>Hardware/Virtual</c> fills it with emulated chips, <c>Hardware/Linux</c> with the kernel's devices. Safe to call from several sensors at once.
/// Disposing it closes what it opened.
/// </remarks>
internal interface IHardware : IDisposable
{
    /// <summary>The driver's name, as a node tells it: <c>virtual</c>, <c>linux</c>.</summary>
    string Name { get; }

    /// <summary>The bus <c>/dev/i2c-{number}</c>; the same one for all who ask.</summary>
    /// <exception cref="HardwareFault">There is no such bus, or it may not be opened.</exception>
    II2cBus Bus(int number);

    /// <summary>Requests a GPIO line; its owner disposes it.</summary>
    /// <exception cref="HardwareFault">There is no such line, or someone else holds it.</exception>
    IGpioLine OpenLine(LineRequest request);

    /// <summary>Opens a serial port at 115200 baud, 8N1, as it comes from a HAN port; its owner disposes it.</summary>
    /// <param name="device">Its path: <c>/dev/serial0</c>, <c>/dev/ttyUSB0</c>.</param>
    /// <exception cref="HardwareFault">There is no such port, it may not be opened, or the driver has none.</exception>
    ISerialPort OpenSerial(string device) => throw new HardwareFault($"The hardware driver '{Name}' has no serial ports: read {device} with --hardware linux.");
}
