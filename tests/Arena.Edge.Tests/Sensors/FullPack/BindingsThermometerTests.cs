using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot.Chips;
using Arena.Edge.Sensors;
using Arena.Edge.Sensors.Temperature;

namespace Arena.Edge.Tests.Sensors.FullPack;

/// <summary>The driver of Iot.Device.Bindings keeps the contract.</summary>
public sealed class BindingsThermometerTests : ThermometerContract
{
    private protected override IThermometer Make(IHardware hardware, NodeClock clock) => new BindingsThermometer(hardware, 1, 0x18);
}
