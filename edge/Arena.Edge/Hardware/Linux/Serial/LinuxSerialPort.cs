using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux.Serial;

/// <summary>A tty in raw mode, 115200 8N1, read by a thread of its own that notes when bytes came. Source: termios(3).</summary>
/// <remarks>VMIN 0 and VTIME 10: a read returns with the first bytes, or after a second without. 64 KiB wait at most; then the oldest piece goes.</remarks>
internal sealed class LinuxSerialPort : ISerialPort
{
    /// <summary>More than a minute of a meter that sends each second.</summary>
    public const int MostWaiting = 64 * 1024;

    private const uint Baud = 115_200;
    private const byte TenthsOfASecond = 10;

    private readonly ISystemCalls _calls;
    private readonly int _descriptor;
    private readonly string _device;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<(long MonotonicNs, ReadOnlyMemory<byte> Bytes)> _pieces = new();
    private int _waiting;
    private HardwareFault? _fault;
    private volatile bool _ended;

    private LinuxSerialPort(ISystemCalls calls, int descriptor, string device, TimeProvider time)
    {
        (_calls, _descriptor, _device, _time) = (calls, descriptor, device, time);
        new Thread(Read) { IsBackground = true, Name = $"serial {device}" }.Start();
    }

    /// <exception cref="HardwareFault">There is no such port, someone else has it, or it may not be opened.</exception>
    public static LinuxSerialPort Open(ISystemCalls calls, string device, TimeProvider time)
    {
        // Without waiting: some ports would wait for a modem's carrier.
        var descriptor = calls.Open(device, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking | OpenFlags.CloseOnExec);
        if (-descriptor is Errno.NoEntry or Errno.NoSuchAddress or Errno.NoDevice)
            throw new HardwareFault($"There is no serial port {device}: plug the adapter in ('ls /dev/serial/by-id' shows it), or for the header's own say enable_uart=1 in config.txt.");
        if (-descriptor is Errno.Busy)
            throw new HardwareFault($"The serial port {device} is taken by another program: switch the serial console or ModemManager off for it.");
        if (descriptor < 0) throw DeviceFault.NotOpened(device, "dialout", descriptor);
        var error = MakeRaw(calls, descriptor);
        if (error >= 0) return new LinuxSerialPort(calls, descriptor, device, time);
        calls.Close(descriptor);
        throw new HardwareFault($"{device} is no serial port: {Errno.Describe(-error)}.");
    }

    public int Take(Span<byte> buffer, out long monotonicNs)
    {
        lock (_gate)
        {
            if (_pieces.TryPeek(out var piece))
            {
                monotonicNs = piece.MonotonicNs;
                var taken = Math.Min(buffer.Length, piece.Bytes.Length);
                piece.Bytes.Span[..taken].CopyTo(buffer);
                _pieces.Dequeue();
                _waiting -= taken;
                if (taken < piece.Bytes.Length) PutBack(piece.MonotonicNs, piece.Bytes[taken..]);
                return taken;
            }

            monotonicNs = 0;
            return _fault is null ? 0 : throw _fault;
        }
    }

    private static int MakeRaw(ISystemCalls calls, int descriptor)
    {
        var settings = default(Termios2);
        var error = calls.Ioctl(descriptor, TtyUapi.Get, ref settings);
        if (error < 0) return error;
        settings = new Termios2 { ControlFlags = TtyUapi.Raw8N1, InputBaud = Baud, OutputBaud = Baud };
        settings.Characters[TtyUapi.VTime] = TenthsOfASecond;
        error = calls.Ioctl(descriptor, TtyUapi.Set, ref settings);
        if (error < 0) return error;
        error = calls.SetWaiting(descriptor, waits: true);
        if (error < 0) return error;
        calls.Ioctl(descriptor, TtyUapi.Exclusive, 0);
        return calls.Ioctl(descriptor, TtyUapi.Flush, 0);
    }

    private void PutBack(long monotonicNs, ReadOnlyMemory<byte> rest)
    {
        var later = _pieces.ToArray();
        _pieces.Clear();
        _pieces.Enqueue((monotonicNs, rest));
        foreach (var piece in later) _pieces.Enqueue(piece);
    }

    private void Read()
    {
        var chunk = new byte[1024];
        while (!_ended)
        {
            var read = _calls.Read(_descriptor, chunk);
            if (read > 0) Keep(chunk.AsSpan(0, read));
            else if (read != -Errno.TryAgain && Lost(read)) break;
        }

        _calls.Close(_descriptor);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var nowNs = (long)((Int128)_time.GetTimestamp() * 1_000_000_000 / _time.TimestampFrequency);
        lock (_gate)
        {
            _pieces.Enqueue((nowNs, bytes.ToArray()));
            _waiting += bytes.Length;
            while (_waiting > MostWaiting) _waiting -= _pieces.Dequeue().Bytes.Length;
        }
    }

    // Nothing for a second is quiet, or a terminal that hung up: only asking it tells.
    private bool Lost(int read)
    {
        var settings = default(Termios2);
        var error = read < 0 ? read : _calls.Ioctl(_descriptor, TtyUapi.Get, ref settings);
        if (error >= 0) return false;
        lock (_gate) _fault = new HardwareFault($"The serial port {_device} is gone ({Errno.Describe(-error)}): its adapter was unplugged. It is opened again with each reading.");
        return true;
    }

    /// <summary>The thread closes the port, within a second.</summary>
    public void Dispose() => _ended = true;
}
