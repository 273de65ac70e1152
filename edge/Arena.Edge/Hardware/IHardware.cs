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
}
