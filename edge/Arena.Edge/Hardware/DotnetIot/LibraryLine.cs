using System.Device.Gpio;
using Arena.Edge.Hardware.Linux.Gpio;

namespace Arena.Edge.Hardware.DotnetIot;

/// <summary>A line of System.Device.Gpio: the library calls for each edge, and the edges are queued here.</summary>
/// <remarks>
/// An edge comes without the kernel's time and number. It is stamped when the call arrives, later by the scheduler's delay, and numbered here: what the kernel's own queue drops,
/// or the library, leaves no gap. Only what this queue of <see cref="LineRequest.QueuedEvents"/> drops does.
/// </remarks>
internal sealed class LibraryLine : IGpioLine
{
    private readonly GpioController _controller;
    private readonly LineRequest _request;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<LineEvent> _edges = new();
    private readonly PinChangeEventHandler _handler;
    private uint _number;
    private bool _closed;

    private LibraryLine(GpioController controller, LineRequest request, TimeProvider time)
    {
        (_controller, _request, _time) = (controller, request, time);
        _handler = (_, change) => Take(change.ChangeType);
    }

    /// <exception cref="HardwareFault">No such chip or line, or someone else holds it.</exception>
    public static IGpioLine Open(GpioChipsOfLibrary chips, LineRequest request, TimeProvider time)
    {
        if (request.LineName is { } name)
            throw new HardwareFault($"GPIO line '{name}' can't be found by its name with --hardware dotnet-iot: give chip and offset, or use --hardware linux.");
        var line = new LibraryLine(chips.Open(request.Chip), request, time);
        line.Claim();
        // Held or not is seen from the edge that ended it, so debouncing takes both.
        return request.Debounce > TimeSpan.Zero ? new DebouncedLine(line, request, time) : line;
    }

    public bool IsActive
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                return _controller.Read(_request.Line) == PinValue.High != _request.ActiveLow;
            }
        }
    }

    public int Drain(Span<LineEvent> events)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var taken = 0;
            while (taken < events.Length && _edges.TryDequeue(out var edge)) events[taken++] = edge;
            return taken;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }

        _controller.UnregisterCallbackForPinValueChangedEvent(_request.Line, _handler);
        _controller.ClosePin(_request.Line);
    }

    private void Claim()
    {
        // The library opens a line twice without a word, and who closes it first closes it for both.
        if (_controller.IsPinOpen(_request.Line))
            throw new HardwareFault($"GPIO line {_request.Line} of {_request.Chip} is held by another sensor of this worker: wire one of them to a free line.");
        try
        {
            _controller.OpenPin(_request.Line, PinMode.InputPullUp);
            var active = _request.ActiveLow ? PinEventTypes.Falling : PinEventTypes.Rising;
            var wanted = _request.BothEdges || _request.Debounce > TimeSpan.Zero ? PinEventTypes.Rising | PinEventTypes.Falling : active;
            _controller.RegisterCallbackForPinValueChangedEvent(_request.Line, wanted, _handler);
        }
        catch (Exception failure) when (failure is not HardwareFault)
        {
            if (_controller.IsPinOpen(_request.Line)) _controller.ClosePin(_request.Line);
            throw new HardwareFault($"GPIO line {_request.Line} of {_request.Chip} can't be requested ({failure.Message}): 'gpioinfo' shows who holds it.", failure);
        }
    }

    private void Take(PinEventTypes change)
    {
        var atNs = (long)((Int128)_time.GetTimestamp() * 1_000_000_000 / _time.TimestampFrequency);
        var rising = change == PinEventTypes.Rising != _request.ActiveLow;
        lock (_gate)
        {
            if (_closed) return;
            if (_edges.Count == LineRequest.QueuedEvents) _edges.Dequeue();
            _number++;
            _edges.Enqueue(new LineEvent(atNs, rising ? LineEdge.Rising : LineEdge.Falling, _number, _number));
        }
    }
}
