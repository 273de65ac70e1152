using System.Device.I2c;

namespace Arena.Edge.Hardware.DotnetIot;

/// <summary>A bus of System.Device.I2c, one transfer at a time.</summary>
/// <remarks>
/// The library tells every failed transfer by the same exception, without errno as a number, so a bus that hangs looks like a chip that is silent: it is not set apart, and a transfer
/// that is stuck in the kernel holds its caller.
/// </remarks>
/// <param name="number">Kernel's number.</param>
/// <param name="open">Opens the device.</param>
internal sealed class LibraryI2cBus(int number, Func<I2cBus> open) : II2cBus, IDisposable
{
    private readonly Lock _transfer = new();
    private readonly Dictionary<int, I2cDevice> _devices = [];
    private I2cBus? _bus;

    public int Number => number;

    public void Write(int address, ReadOnlySpan<byte> data)
    {
        lock (_transfer)
        {
            try
            {
                DeviceAt(address).Write(data);
            }
            catch (IOException)
            {
                throw new I2cFault(I2cFailure.NoAcknowledge, number, address);
            }
        }
    }

    public void Read(int address, Span<byte> buffer)
    {
        lock (_transfer)
        {
            try
            {
                DeviceAt(address).Read(buffer);
            }
            catch (IOException)
            {
                throw new I2cFault(I2cFailure.NoAcknowledge, number, address);
            }
        }
    }

    public void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer)
    {
        lock (_transfer)
        {
            try
            {
                DeviceAt(address).WriteRead(data, buffer);
            }
            catch (IOException)
            {
                throw new I2cFault(I2cFailure.NoAcknowledge, number, address);
            }
        }
    }

    private I2cDevice DeviceAt(int address)
    {
        if (_devices.TryGetValue(address, out var device)) return device;
        return _devices[address] = OpenBus().CreateDevice(address);
    }

    private I2cBus OpenBus()
    {
        try
        {
            return _bus ??= open();
        }
        catch (IOException failure)
        {
            throw new HardwareFault($"I2C bus {number} can't be opened ({failure.Message}): switch I2C on (dtparam=i2c_arm=on), and put this user into the group i2c.", failure);
        }
    }

    public void Dispose()
    {
        lock (_transfer)
        {
            foreach (var device in _devices.Values) device.Dispose();
            _bus?.Dispose();
        }
    }
}
