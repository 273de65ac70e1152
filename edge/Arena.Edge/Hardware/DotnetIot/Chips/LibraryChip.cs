using System.Device.I2c;
using Arena.Edge.Sensors;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>
/// A chip that a driver of Iot.Device.Bindings reads. The driver is made when it is first asked, and anew after each failure: the chip may have been swapped. It sleeps and polls on
/// the thread that asks, so it gets one of the pool.
/// </summary>
/// <param name="name">What the chip is called.</param>
/// <param name="hardware">Where its bus is.</param>
/// <param name="bus">Kernel's bus number.</param>
/// <param name="address">7-bit.</param>
/// <param name="make">Makes the driver, which identifies the chip.</param>
internal sealed class LibraryChip<TDriver>(string name, IHardware hardware, int bus, int address, Func<I2cDevice, TDriver> make) : IDisposable
    where TDriver : class, IDisposable
{
    private TDriver? _driver;

    /// <exception cref="SensorFault">The driver says that something is wrong with the chip.</exception>
    /// <exception cref="HardwareFault">It did not answer.</exception>
    public async ValueTask<T> AskAsync<T>(Func<TDriver, I2cDevice, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(
                () =>
                {
                    var device = new PortI2cDevice(hardware.Bus(bus), address);
                    return ask(_driver ??= make(device), device);
                },
                cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Forget();
            if (failure is HardwareFault or SensorFault) throw;
            throw new SensorFault($"{name} 0x{address:X2} on bus {bus}: {failure.Message}. Check what is wired there.");
        }
    }

    public void Dispose() => Forget();

    // A driver may talk to its chip while it is disposed, and the chip be gone.
    private void Forget()
    {
        var driver = _driver;
        _driver = null;
        try
        {
            driver?.Dispose();
        }
        catch (HardwareFault)
        {
            return;
        }
    }
}
