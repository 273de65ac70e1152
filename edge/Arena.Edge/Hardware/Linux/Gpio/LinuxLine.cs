using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arena.Edge.Hardware.Linux.Calls;

namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>A requested line of the GPIO character device. Source: Documentation/userspace-api/gpio/chardev.rst.</summary>
/// <remarks>The kernel numbers a line's events from 1 at each request, the dropped ones too, and stamps them with CLOCK_MONOTONIC.</remarks>
internal sealed class LinuxLine(ISystemCalls calls, int descriptor, string name) : IGpioLine
{
    /// <summary>Read at once: 64 events of 48 bytes.</summary>
    private const int Batch = 64;

    private readonly Lock _using = new();
    private readonly KernelLineEvent[] _batch = new KernelLineEvent[Batch];
    private bool _closed;

    public bool IsActive
    {
        get
        {
            var values = new LineValues { Mask = 1 };
            lock (_using)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                var outcome = calls.Ioctl(descriptor, GpioUapi.GetValues, ref values);
                if (outcome < 0) throw Gone(outcome);
            }

            return (values.Bits & 1) != 0;
        }
    }

    public int Drain(Span<LineEvent> events)
    {
        lock (_using)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var taken = 0;
            while (taken < events.Length)
            {
                var batch = _batch.AsSpan(0, Math.Min(Batch, events.Length - taken));
                var read = Read(batch);
                foreach (var one in batch[..read])
                    events[taken++] = new LineEvent((long)one.TimestampNs, (LineEdge)one.Id, one.Seqno, one.LineSeqno);
                if (read < batch.Length) break;
            }

            return taken;
        }
    }

    private int Read(Span<KernelLineEvent> batch)
    {
        var bytes = calls.Read(descriptor, MemoryMarshal.AsBytes(batch));
        if (bytes == -Errno.TryAgain) return 0;
        if (bytes <= 0) throw Gone(bytes);
        return bytes / Unsafe.SizeOf<KernelLineEvent>();
    }

    private HardwareFault Gone(int error) => new(
        -error is Errno.NoDevice or 0
            ? $"{name} is gone: its chip was unplugged or its driver removed. It is requested again with each reading."
            : $"{name} can't be read: {Errno.Describe(-error)}.");

    public void Dispose()
    {
        lock (_using)
        {
            if (_closed) return;
            _closed = true;
            calls.Close(descriptor);
        }
    }
}
