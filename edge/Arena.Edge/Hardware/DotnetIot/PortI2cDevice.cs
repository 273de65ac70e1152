using System.Device.I2c;

namespace Arena.Edge.Hardware.DotnetIot;

/// <summary>A chip's place on one of our buses, as the library's drivers want it: they run on whatever fills the port, emulated chips too.</summary>
internal sealed class PortI2cDevice(II2cBus bus, int address) : I2cDevice
{
    public override I2cConnectionSettings ConnectionSettings { get; } = new(bus.Number, address);

    public override void Read(Span<byte> buffer) => bus.Read(address, buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => bus.Write(address, buffer);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => bus.WriteRead(address, writeBuffer, readBuffer);
}
