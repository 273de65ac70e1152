using System.Collections.Concurrent;
using System.Device.I2c;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Serial;

namespace Arena.Edge.Hardware.DotnetIot;

/// <summary>This machine's own buses and lines through System.Device.Gpio. It has no serial ports, so those are the core driver's.</summary>
/// <param name="buses">Opens an I2C bus by the kernel's number.</param>
/// <param name="chips">Opens GPIO chips.</param>
/// <param name="time">Stamps edges.</param>
internal sealed class DotnetIotHardware(Func<int, I2cBus> buses, GpioChipsOfLibrary chips, TimeProvider time) : IHardware
{
    private readonly ConcurrentDictionary<int, LibraryI2cBus> _buses = new();

    public static DotnetIotHardware OfThisMachine(TimeProvider time) => new(I2cBus.Create, GpioChipsOfLibrary.OfThisMachine(), time);

    public string Name => "dotnet-iot";

    /// <summary>Its GPIO chips: an HX711 is read over two of their lines.</summary>
    public GpioChipsOfLibrary Chips => chips;

    public II2cBus Bus(int number) => _buses.GetOrAdd(number, bus => new LibraryI2cBus(bus, () => buses(bus)));

    public IGpioLine OpenLine(LineRequest request) => LibraryLine.Open(chips, request, time);

    public ISerialPort OpenSerial(string device) => LinuxSerialPort.Open(Kernel.Instance, device, time);

    public void Dispose()
    {
        foreach (var bus in _buses.Values) bus.Dispose();
        chips.Dispose();
    }
}
