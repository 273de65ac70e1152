using Arena.Edge.Hardware;
using Arena.Edge.Hardware.Linux;
using Arena.Edge.Hardware.Linux.I2c;
using Arena.Edge.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arena.Edge.Tests.Hardware.Linux;

/// <summary>The core driver keeps the contract.</summary>
public sealed class LinuxI2cBusContractTests : I2cBusContract, IDisposable
{
    private readonly FakeKernel _kernel = new();
    private readonly LinuxHardware _hardware;

    public LinuxI2cBusContractTests()
    {
        var adapter = new FakeAdapter(I2cFunctions.I2c);
        adapter.Chips[Present] = [0, 2, 3, 4];
        _kernel.Add("i2c-1", _ => adapter);
        _hardware = new LinuxHardware(_kernel, _kernel.Devices, new ManualTime(), NullLogger.Instance);
    }

    private protected override II2cBus Bus => _hardware.Bus(1);

    public void Dispose()
    {
        _hardware.Dispose();
        _kernel.Dispose();
    }
}
