using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux.I2c;

/// <summary>An open <c>/dev/i2c-N</c>. For one thread. Source: Documentation/i2c/dev-interface.rst.</summary>
/// <remarks>
/// Where the adapter does plain I2C, a write or read is write(2) or read(2), and a write-read one I2C_RDWR with a repeated start. Where it does SMBus
/// only, all go through <see cref="SmbusTransfer"/>.
/// </remarks>
internal sealed class I2cDevice : IDisposable
{
    /// <summary>
    /// How long the adapter waits for a chip, in units of 10 ms. SMBus gives up after 35 ms, the kernel after a second, and so long nobody else is read.
    /// </summary>
    private const int PatienceTens = 25;

    private readonly ISystemCalls _calls;
    private readonly int _descriptor;
    private readonly string _path;
    private int _address = -1;

    private I2cDevice(ISystemCalls calls, int descriptor, string path, I2cFunctions functions) =>
        (_calls, _descriptor, _path, Functions) = (calls, descriptor, path, functions);

    public I2cFunctions Functions { get; }

    /// <exception cref="HardwareFault">There is no such bus, or it may not be opened.</exception>
    public static I2cDevice Open(ISystemCalls calls, string path)
    {
        var descriptor = calls.Open(path, OpenFlags.ReadWrite | OpenFlags.CloseOnExec);
        if (-descriptor is Errno.NoEntry)
            throw new HardwareFault($"There is no {path}: is I2C switched on (dtparam=i2c_arm=on, module i2c-dev), and the bus in the node's 'buses'? 'i2cdetect -l' shows the buses there are.");
        if (descriptor < 0) throw DeviceFault.NotOpened(path, "i2c", descriptor);
        ulong functions = 0;
        var error = calls.Ioctl(descriptor, I2cUapi.Functions, ref functions);
        if (error >= 0)
        {
            calls.Ioctl(descriptor, I2cUapi.Timeout, PatienceTens);
            return new I2cDevice(calls, descriptor, path, (I2cFunctions)functions);
        }

        calls.Close(descriptor);
        throw new HardwareFault($"{path} is no I2C bus: {Errno.Describe(-error)}.");
    }

    /// <summary>One transfer from start to stop; 0 or −errno.</summary>
    /// <exception cref="HardwareFault">The address is a kernel driver's, or the adapter can't do such a transfer.</exception>
    /// <param name="address">7-bit.</param>
    /// <param name="written">Written first, may be empty.</param>
    /// <param name="read">Filled after it, may be empty.</param>
    public int Transfer(int address, ReadOnlySpan<byte> written, Span<byte> read)
    {
        // Also where I2C_RDWR would not ask: a chip that a kernel driver has is not ours to talk to.
        var error = _address == address ? 0 : _calls.Ioctl(_descriptor, I2cUapi.Slave, address);
        if (-error is Errno.Busy) throw Taken(address);
        if (error < 0) return error;
        _address = address;
        if (!Functions.HasFlag(I2cFunctions.I2c)) return Smbus(written, read);
        if (read.IsEmpty) return Whole(_calls.Write(_descriptor, written), written.Length);
        if (written.IsEmpty) return Whole(_calls.Read(_descriptor, read), read.Length);
        return Combined((ushort)address, written, read);
    }

    private HardwareFault Taken(int address) => new(
        $"Address 0x{address:X2} of {_path} belongs to a driver of the kernel ('i2cdetect' shows UU): remove its dtoverlay, or the sensor from the manifest.");

    private static int Whole(int transferred, int wanted) => transferred < 0 ? transferred : transferred == wanted ? 0 : -Errno.InputOutput;

    private unsafe int Combined(ushort address, ReadOnlySpan<byte> written, Span<byte> read)
    {
        fixed (byte* from = written, to = read)
        {
            var messages = stackalloc I2cMessage[2];
            messages[0] = new I2cMessage { Address = address, Length = (ushort)written.Length, Buffer = (nint)from };
            messages[1] = new I2cMessage { Address = address, Flags = I2cMessage.Reading, Length = (ushort)read.Length, Buffer = (nint)to };
            var both = new RdwrData { Messages = (nint)messages, Count = 2 };
            return Whole(_calls.Ioctl(_descriptor, I2cUapi.Rdwr, ref both), 2);
        }
    }

    private unsafe int Smbus(ReadOnlySpan<byte> written, Span<byte> read)
    {
        if (SmbusTransfer.For(written, read.Length, Functions) is not { } form)
        {
            throw new HardwareFault(
                $"The adapter of {_path} does SMBus transfers only, and none of them writes {written.Length} bytes and reads {read.Length}: put the chip on a bus that does plain I2C.");
        }

        var block = default(SmbusBlock);
        Span<byte> bytes = block;
        if (form.Size == SmbusSize.I2cBlockData)
        {
            bytes[0] = (byte)(form.Reads ? read.Length : written.Length - 1);
            if (!form.Reads) written[1..].CopyTo(bytes[1..]);
        }
        else if (!form.Reads && written.Length > 1)
        {
            written[1..].CopyTo(bytes);
        }

        var noData = form is { Reads: false, Size: SmbusSize.Byte or SmbusSize.Quick };
        var smbus = new SmbusData { ReadWrite = form.Reads ? (byte)1 : (byte)0, Command = form.Command, Size = form.Size, Data = noData ? 0 : (nint)(&block) };
        var error = _calls.Ioctl(_descriptor, I2cUapi.Smbus, ref smbus);
        if (error < 0 || !form.Reads) return error;
        if (form.Size != SmbusSize.I2cBlockData)
        {
            bytes[..read.Length].CopyTo(read);
            return 0;
        }

        if (bytes[0] != read.Length) return -Errno.Protocol;
        bytes.Slice(1, read.Length).CopyTo(read);
        return 0;
    }

    public void Dispose() => _calls.Close(_descriptor);
}
