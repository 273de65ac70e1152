using Arena.Edge.Hardware.Linux.Calls;
using Microsoft.Extensions.Logging;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>A bus of i2c-dev, made safe: every call ends within a time, and a bus that hangs is left alone and tried again by itself.</summary>
/// <remarks>
/// Source of what errors mean: Documentation/i2c/fault-codes.rst. A bus on which nobody answers works; one that times out, or loses arbitration again and
/// again, hangs.
/// </remarks>
/// <param name="number">Kernel's number.</param>
/// <param name="open">Opens the device, on the bus' own thread.</param>
/// <param name="time">Measures rests.</param>
/// <param name="logger">Told when the bus is set apart, and when it is back.</param>
internal sealed partial class LinuxI2cBus(int number, Func<I2cDevice> open, TimeProvider time, ILogger logger) : II2cBus, IDisposable
{
    private readonly Lock _turn = new();
    private readonly BusThread _thread = new($"i2c-{number}");
    private readonly BusRest _rest = new(time);
    private I2cDevice? _device;

    public int Number => number;

    /// <summary>What a caller waits at most: four times the adapter's patience.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(1);

    public void Write(int address, ReadOnlySpan<byte> data) => Transfer(address, data, []);

    public void Read(int address, Span<byte> buffer) => Transfer(address, [], buffer);

    public void WriteRead(int address, ReadOnlySpan<byte> data, Span<byte> buffer) => Transfer(address, data, buffer);

    private void Transfer(int address, ReadOnlySpan<byte> written, Span<byte> read)
    {
        if (!_turn.TryEnter(Limit)) throw new I2cFault(I2cFailure.BusTimeout, number, address);
        try
        {
            if (_rest.IsResting) throw new I2cFault(I2cFailure.SetApart, number, address);
            var transfer = new BusTransfer(address, written.ToArray(), new byte[read.Length]);
            var again = _rest.IsApart;
            if (!_thread.TryRun(() => Do(transfer, again), Limit)) throw Hung(I2cFailure.BusTimeout, address);
            Judge(transfer);
            transfer.Read.CopyTo(read);
        }
        finally
        {
            _turn.Exit();
        }
    }

    // On the bus' thread.
    private void Do(BusTransfer transfer, bool again)
    {
        if (again) CloseDevice();
        _device ??= open();
        transfer.Error = -_device.Transfer(transfer.Address, transfer.Written, transfer.Read);
    }

    private void Judge(BusTransfer transfer)
    {
        switch (transfer.Error)
        {
            case 0:
                Worked();
                return;
            case Errno.NoSuchAddress or Errno.RemoteIo or Errno.NoDevice:
                Worked();
                throw new I2cFault(I2cFailure.NoAcknowledge, number, transfer.Address);
            case Errno.TimedOut or Errno.Busy:
                throw Hung(I2cFailure.BusTimeout, transfer.Address);
            case Errno.InputOutput or Errno.TryAgain or Errno.Protocol:
                throw Hung(I2cFailure.Disturbed, transfer.Address);
            default:
                throw new HardwareFault($"A transfer with 0x{transfer.Address:X2} on I2C bus {number} failed: {Errno.Describe(transfer.Error)}.");
        }
    }

    private void Worked()
    {
        if (_rest.Worked()) LogBack(logger, number);
    }

    private I2cFault Hung(I2cFailure failure, int address)
    {
        if (_rest.Failed()) LogApart(logger, number, BusRest.FailuresBefore);
        return new I2cFault(_rest.IsApart ? I2cFailure.SetApart : failure, number, address);
    }

    private void CloseDevice()
    {
        _device?.Dispose();
        _device = null;
    }

    public void Dispose()
    {
        // One that is stuck in the kernel keeps its descriptor: closing it under a call would give its number to another file.
        if (_turn.TryEnter(Limit))
        {
            _thread.TryRun(CloseDevice, Limit);
            _turn.Exit();
        }

        _thread.End();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "I2C bus {Bus} hangs: {Failures} transfers in a row timed out or were disturbed. It is set apart and tried again after a rest; the other buses go on")]
    private static partial void LogApart(ILogger logger, int bus, int failures);

    [LoggerMessage(Level = LogLevel.Information, Message = "I2C bus {Bus} works again")]
    private static partial void LogBack(ILogger logger, int bus);

    /// <summary>A transfer with buffers of its own: it may outlive its caller's patience.</summary>
    private sealed record BusTransfer(int Address, byte[] Written, byte[] Read)
    {
        /// <summary>0 or errno.</summary>
        public int Error { get; set; }
    }
}
