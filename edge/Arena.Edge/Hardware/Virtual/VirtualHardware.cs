using Arena.Edge.Hardware.Virtual.Lines;

namespace Arena.Edge.Hardware.Virtual;

/// <summary>A node's emulated buses and lines. What is asked for and isn't there fails as it would on a Pi.</summary>
/// <param name="time">The node's clock.</param>
internal sealed class VirtualHardware(TimeProvider time) : IHardware
{
    private readonly Dictionary<int, VirtualI2cBus> _buses = [];
    private readonly Dictionary<(string Chip, int Line), Func<IEdgeSource>> _sources = [];
    private readonly Dictionary<string, Func<ISerialPort>> _ports = new(StringComparer.Ordinal);

    public string Name => "virtual";

    /// <summary>Adds a bus.</summary>
    public VirtualI2cBus AddBus(int number) => _buses[number] = new VirtualI2cBus(number);

    /// <summary>Wires a line to what moves it from the moment it is opened.</summary>
    public void Wire(string chip, int line, Func<IEdgeSource> source) => _sources[(chip, line)] = source;

    /// <summary>Plugs a serial port in that is opened as often as it is asked for.</summary>
    public void Plug(string device, Func<ISerialPort> port) => _ports[device] = port;

    /// <summary>The emulated bus: a test pulls plugs on it.</summary>
    public VirtualI2cBus VirtualBus(int number) => _buses.TryGetValue(number, out var bus)
        ? bus
        : throw new HardwareFault($"There is no /dev/i2c-{number}: is I2C switched on, and the bus in the node's 'buses'?");

    public II2cBus Bus(int number) => VirtualBus(number);

    public IGpioLine OpenLine(LineRequest request) => _sources.TryGetValue((request.Chip, request.Line), out var source)
        ? new VirtualLine(source(), request, time)
        : throw new HardwareFault($"GPIO chip '{request.Chip}' has no line {request.Line} with anything wired to it.");

    public ISerialPort OpenSerial(string device) => _ports.TryGetValue(device, out var port)
        ? port()
        : throw new HardwareFault($"There is no serial port {device} with anything plugged in.");

    public void Dispose()
    {
    }
}
