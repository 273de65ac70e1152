using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Hardware.Linux.Gpio;
using Arena.Edge.Hardware.Linux.I2c;
using Xunit;

namespace Arena.Edge.Tests.Hardware.Linux;

/// <summary>A kernel at the level of system calls: devices in a folder of a test's own, and what opens them.</summary>
internal sealed class FakeKernel : ISystemCalls, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Func<int, IFakeFile>> _devices = [];
    private readonly Dictionary<int, IFakeFile> _open = [];
    private int _last = 2;

    /// <summary>What stands for <c>/dev</c>.</summary>
    public string Devices { get; } = Directory.CreateTempSubdirectory("arena-dev-").FullName;

    public int OpenDescriptors
    {
        get
        {
            lock (_gate) return _open.Count;
        }
    }

    /// <summary>Plugs a device in; null from it is one this user may not open.</summary>
    public string Add(string name, Func<int, IFakeFile> opened)
    {
        var path = Path.Combine(Devices, name);
        File.WriteAllText(path, "");
        _devices[path] = opened;
        return path;
    }

    public int Attach(IFakeFile file)
    {
        lock (_gate)
        {
            _open[++_last] = file;
            return _last;
        }
    }

    public int Open(string path, OpenFlags flags)
    {
        Assert.True(flags.HasFlag(OpenFlags.CloseOnExec), "a child process would inherit the device");
        if (!_devices.TryGetValue(path, out var opened)) return -Errno.NoEntry;
        var file = opened(0);
        return file is Refusal refusal ? -refusal.Error : Attach(file);
    }

    public int Close(int descriptor)
    {
        lock (_gate) return _open.Remove(descriptor) ? 0 : -9;
    }

    public int SetWaiting(int descriptor, bool waits) => 0;

    public int Ioctl(int descriptor, uint request, nint argument) => File_(descriptor) is { } file ? file.Ioctl(request, argument) : -9;

    public int Read(int descriptor, Span<byte> buffer) => File_(descriptor) is { } file ? file.Read(buffer) : -9;

    public int Write(int descriptor, ReadOnlySpan<byte> data) => File_(descriptor) is { } file ? file.Write(data) : -9;

    public void Dispose() => Directory.Delete(Devices, recursive: true);

    public static T Get<T>(nint at)
        where T : unmanaged
    {
        var bytes = new byte[Unsafe.SizeOf<T>()];
        Marshal.Copy(at, bytes, 0, bytes.Length);
        return MemoryMarshal.Read<T>(bytes);
    }

    public static void Put<T>(nint at, T value)
        where T : unmanaged
    {
        var bytes = new byte[Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, value);
        Marshal.Copy(bytes, 0, at, bytes.Length);
    }

    private IFakeFile? File_(int descriptor)
    {
        lock (_gate) return _open.GetValueOrDefault(descriptor);
    }
}

/// <summary>What a descriptor stands for.</summary>
internal interface IFakeFile
{
    int Ioctl(uint request, nint argument);

    int Read(Span<byte> buffer);

    int Write(ReadOnlySpan<byte> data);
}

/// <summary>A device that can't be opened.</summary>
internal sealed record Refusal(int Error) : IFakeFile
{
    public int Ioctl(uint request, nint argument) => -Error;

    public int Read(Span<byte> buffer) => -Error;

    public int Write(ReadOnlySpan<byte> data) => -Error;
}

/// <summary>A GPIO chip and its one line that matters.</summary>
internal sealed class FakeChip(FakeKernel kernel, string name, string label) : IFakeFile
{
    /// <summary>Of the line the last request made.</summary>
    public FakeLine Line { get; } = new();

    /// <summary>What the last request said.</summary>
    public LineRequestV2 Requested { get; private set; }

    public int Requests { get; private set; }

    /// <summary>Errors the next requests end with.</summary>
    public Queue<int> Errors { get; } = new();

    public string Holder { get; set; } = "";

    public string LineName { get; set; } = "";

    public int Ioctl(uint request, nint argument)
    {
        switch (request)
        {
            case GpioUapi.GetChipInfo:
                FakeKernel.Put(argument, new ChipInfo { Name = GpioName.From(name), Label = GpioName.From(label), Lines = 28 });
                return 0;
            case GpioUapi.GetLineInfo:
                var asked = FakeKernel.Get<LineInfo>(argument).Offset;
                FakeKernel.Put(argument, new LineInfo { Offset = asked, Consumer = GpioName.From(Holder), Name = GpioName.From(asked == 17 ? LineName : $"GPIO{asked}") });
                return 0;
            case GpioUapi.GetLine:
                Requests++;
                Requested = FakeKernel.Get<LineRequestV2>(argument);
                if (Errors.TryDequeue(out var error)) return -error;
                FakeKernel.Put(argument, Requested with { Descriptor = kernel.Attach(Line) });
                return 0;
            default:
                return -Errno.NotATerminal;
        }
    }

    public int Read(Span<byte> buffer) => -Errno.Invalid;

    public int Write(ReadOnlySpan<byte> data) => -Errno.Invalid;
}

/// <summary>A requested line with its queue.</summary>
internal sealed class FakeLine : IFakeFile
{
    private readonly Queue<KernelLineEvent> _events = new();
    private uint _number;

    public bool Active { get; set; }

    public bool Gone { get; set; }

    public void Edge(long atNs, LineEdgeOf edge)
    {
        _number++;
        _events.Enqueue(new KernelLineEvent { TimestampNs = (ulong)atNs, Id = (uint)edge, Offset = 17, Seqno = _number, LineSeqno = _number });
    }

    public void Drop(uint edges) => _number += edges;

    public int Ioctl(uint request, nint argument)
    {
        if (Gone) return -Errno.NoDevice;
        Assert.Equal(GpioUapi.GetValues, request);
        FakeKernel.Put(argument, FakeKernel.Get<LineValues>(argument) with { Bits = Active ? 1u : 0 });
        return 0;
    }

    public int Read(Span<byte> buffer)
    {
        if (Gone) return -Errno.NoDevice;
        if (_events.Count == 0) return -Errno.TryAgain;
        var into = MemoryMarshal.Cast<byte, KernelLineEvent>(buffer);
        var read = 0;
        while (read < into.Length && _events.TryDequeue(out var next)) into[read++] = next;
        return read * Unsafe.SizeOf<KernelLineEvent>();
    }

    public int Write(ReadOnlySpan<byte> data) => -Errno.Invalid;
}

/// <summary><c>gpio_v2_line_event_id</c>.</summary>
internal enum LineEdgeOf : uint
{
    Rising = 1,
    Falling = 2,
}

/// <summary>An I2C adapter with chips of 256 byte registers, as i2c-stub has them; it writes down what it was asked for.</summary>
internal sealed class FakeAdapter(I2cFunctions functions) : IFakeFile
{
    private int _address;

    public Dictionary<int, ushort[]> Chips { get; } = [];

    /// <summary>Addresses a kernel driver has.</summary>
    public HashSet<int> Taken { get; } = [];

    /// <summary>As text, <c>48 w 01</c> and the kind of SMBus transfer.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What every transfer ends with, 0 for none.</summary>
    public volatile int Error;

    /// <summary>Transfers stand still while this is not set.</summary>
    public ManualResetEventSlim GoesOn { get; } = new(initialState: true);

    public int Ioctl(uint request, nint argument)
    {
        switch (request)
        {
            case I2cUapi.Functions:
                FakeKernel.Put(argument, (ulong)functions);
                return 0;
            case I2cUapi.Timeout:
                return 0;
            case I2cUapi.Slave:
                _address = (int)argument;
                return Taken.Contains(_address) ? -Errno.Busy : 0;
            case I2cUapi.Rdwr:
                return Combined(FakeKernel.Get<RdwrData>(argument));
            case I2cUapi.Smbus:
                return Smbus(FakeKernel.Get<SmbusData>(argument));
            default:
                return -Errno.NotATerminal;
        }
    }

    public int Read(Span<byte> buffer)
    {
        if (Answer($"r {buffer.Length}") is var error && error < 0) return error;
        buffer.Fill(0x7A);
        return buffer.Length;
    }

    public int Write(ReadOnlySpan<byte> data) => Answer($"w {Convert.ToHexString(data)}") is var error && error < 0 ? error : data.Length;

    private int Combined(RdwrData both)
    {
        var write = FakeKernel.Get<I2cMessage>(both.Messages);
        var read = FakeKernel.Get<I2cMessage>(both.Messages + Unsafe.SizeOf<I2cMessage>());
        var written = new byte[write.Length];
        Marshal.Copy(write.Buffer, written, 0, written.Length);
        Assert.Equal((2u, _address, _address, 0, 1), (both.Count, write.Address, read.Address, write.Flags, read.Flags));
        if (Answer($"w {Convert.ToHexString(written)} r {read.Length}") is var error && error < 0) return error;
        for (var i = 0; i < read.Length; i++) Marshal.WriteByte(read.Buffer, i, (byte)Chips[_address][written[0] + i]);
        return 2;
    }

    // As drivers/i2c/i2c-stub.c does: words as they are, blocks of each register's low byte.
    private int Smbus(SmbusData smbus)
    {
        var reads = smbus.ReadWrite == 1;
        if (Answer($"{smbus.Size} {(reads ? "r" : "w")} {smbus.Command:X2}") is var error && error < 0) return error;
        var registers = Chips[_address];
        switch (smbus.Size)
        {
            case SmbusSize.Quick or SmbusSize.Byte when !reads:
                Assert.Equal(0, smbus.Data);
                return 0;
            case SmbusSize.ByteData when reads:
                Marshal.WriteByte(smbus.Data, (byte)registers[smbus.Command]);
                return 0;
            case SmbusSize.ByteData:
                registers[smbus.Command] = Marshal.ReadByte(smbus.Data);
                return 0;
            case SmbusSize.WordData when reads:
                Marshal.WriteInt16(smbus.Data, (short)registers[smbus.Command]);
                return 0;
            case SmbusSize.WordData:
                registers[smbus.Command] = (ushort)Marshal.ReadInt16(smbus.Data);
                return 0;
            case SmbusSize.I2cBlockData:
                for (var i = 0; i < Marshal.ReadByte(smbus.Data); i++)
                {
                    if (reads) Marshal.WriteByte(smbus.Data, 1 + i, (byte)registers[smbus.Command + i]);
                    else registers[smbus.Command + i] = Marshal.ReadByte(smbus.Data, 1 + i);
                }

                return 0;
            default:
                return -Errno.NotSupported;
        }
    }

    private int Answer(string asked)
    {
        Asked.Add($"{_address:X2} {asked}");
        Assert.True(GoesOn.Wait(TimeSpan.FromSeconds(60)), "a transfer hung for a minute of the test");
        if (Error != 0) return -Error;
        return Chips.ContainsKey(_address) ? 0 : -Errno.NoSuchAddress;
    }
}
