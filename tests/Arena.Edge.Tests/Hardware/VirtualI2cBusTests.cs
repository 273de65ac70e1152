using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Virtual;

namespace Arena.Edge.Tests.Hardware;

/// <summary>The emulated bus keeps the contract.</summary>
public sealed class VirtualI2cBusTests : I2cBusContract
{
    private readonly VirtualI2cBus _bus = new(1);

    public VirtualI2cBusTests() => _bus.Attach(Present, new RegisterChip(0, 2, 3, 4));

    private protected override II2cBus Bus => _bus;
}
