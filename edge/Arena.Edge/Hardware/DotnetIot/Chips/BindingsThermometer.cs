using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Temperature;
using Mcp9808 = Iot.Device.Mcp9808.Mcp9808;

namespace Arena.Edge.Hardware.DotnetIot.Chips;

/// <summary>An MCP9808 by Iot.Device.Bindings.</summary>
/// <remarks>The library knows device id 0x0400 only, where our own driver takes every revision, and believes 0 °C of a chip that has not converted yet.</remarks>
internal sealed class BindingsThermometer(IHardware hardware, int bus, int address) : IThermometer, IDisposable
{
    private readonly LibraryChip<Mcp9808> _chip = new("MCP9808", hardware, bus, address, device => new Mcp9808(device));

    public async ValueTask<double> ReadCAsync(CancellationToken cancellationToken)
    {
        var celsius = await _chip.AskAsync((thermometer, _) => Task.FromResult(thermometer.Temperature.DegreesCelsius), cancellationToken);
        return double.IsFinite(celsius)
            ? celsius
            : throw new SensorFault($"MCP9808 0x{address:X2} on bus {bus} has no measurement, or a line of the bus is stuck: check its wiring.");
    }

    public void Dispose() => _chip.Dispose();
}
