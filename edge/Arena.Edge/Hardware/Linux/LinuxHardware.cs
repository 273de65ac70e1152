using System.Collections.Concurrent;
using System.Globalization;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Gpio;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Hardware.Linux.Serial;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hardware.Linux;

/// <summary>This machine's own buses, lines and serial ports: i2c-dev, the GPIO v2 character device, tty.</summary>
/// <remarks>Nothing is opened before a sensor asks, and what could not be had is asked for again: a missing device costs its own sensors only.</remarks>
internal sealed class LinuxHardware : IHardware
{
    private readonly ConcurrentDictionary<int, LinuxI2cBus> _buses = new();
    private readonly LineRequests _lines;
    private readonly ISystemCalls _calls;
    private readonly string _devices;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="calls">The kernel.</param>
    /// <param name="devices">Folder of the devices, <c>/dev</c>.</param>
    /// <param name="time">The machine's.</param>
    /// <param name="logger">Told what works otherwise than asked for.</param>
    public LinuxHardware(ISystemCalls calls, string devices, TimeProvider time, ILogger logger)
    {
        (_calls, _devices, _time, _logger) = (calls, devices, time, logger);
        _lines = new LineRequests(calls, devices, time, logger);
    }

    public string Name => "linux";

    public II2cBus Bus(int number) => _buses.GetOrAdd(
        number,
        bus => new LinuxI2cBus(bus, () => I2cDevice.Open(_calls, Path.Combine(_devices, string.Create(CultureInfo.InvariantCulture, $"i2c-{bus}"))), _time, _logger));

    public IGpioLine OpenLine(LineRequest request) => _lines.Open(request);

    public ISerialPort OpenSerial(string device) => LinuxSerialPort.Open(_calls, device, _time);

    public void Dispose()
    {
        foreach (var bus in _buses.Values) bus.Dispose();
    }
}
