using System.Device.I2c;
using Arena.Edge.Hardware;
using Arena.Edge.Hardware.DotnetIot;
using Arena.Edge.Hardware.Virtual;
using Xunit;

namespace Arena.Edge.Tests.Hardware.FullPack;

/// <summary>The driver on System.Device.I2c keeps the contract, over a bus of the library that has emulated chips behind it.</summary>
public sealed class LibraryI2cBusTests : I2cBusContract, IDisposable
{
    private readonly LibraryI2cBus _bus;

    public LibraryI2cBusTests()
    {
        var chips = new VirtualI2cBus(1);
        chips.Attach(Present, new RegisterChip(0, 2, 3, 4));
        _bus = new LibraryI2cBus(1, () => new EmulatedBus(chips));
    }

    private protected override II2cBus Bus => _bus;

    public void Dispose() => _bus.Dispose();

    [Fact]
    public void A_bus_that_is_not_there_says_what_to_switch_on()
    {
        using var missing = new LibraryI2cBus(250, () => I2cBus.Create(250));

        var fault = Assert.Throws<HardwareFault>(() => missing.Write(0x48, [1]));

        Assert.Contains("I2C bus 250 can't be opened", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dtparam=i2c_arm=on", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drivers_device_is_a_place_on_the_port()
    {
        var chips = new VirtualI2cBus(3);
        chips.Attach(Present, new RegisterChip(0, 2, 3, 4));
        using var device = new PortI2cDevice(chips, Present);

        device.WriteByte(2);
        Assert.Equal(3, device.ReadByte());
        Assert.Equal((3, Present), (device.ConnectionSettings.BusId, device.ConnectionSettings.DeviceAddress));
    }

    /// <summary>A failed transfer is what the library makes of errno: an <see cref="IOException"/>.</summary>
    private sealed class EmulatedBus(VirtualI2cBus chips) : I2cBus
    {
        public override I2cDevice CreateDevice(int deviceAddress) => new EmulatedDevice(chips, deviceAddress);

        public override void RemoveDevice(int deviceAddress)
        {
        }
    }

    private sealed class EmulatedDevice(VirtualI2cBus chips, int address) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

        public override void Read(Span<byte> buffer)
        {
            try
            {
                chips.Read(address, buffer);
            }
            catch (I2cFault fault)
            {
                throw new IOException(fault.Message, fault);
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                chips.Write(address, buffer);
            }
            catch (I2cFault fault)
            {
                throw new IOException(fault.Message, fault);
            }
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            try
            {
                chips.WriteRead(address, writeBuffer, readBuffer);
            }
            catch (I2cFault fault)
            {
                throw new IOException(fault.Message, fault);
            }
        }
    }
}
