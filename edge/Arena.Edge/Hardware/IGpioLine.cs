namespace Arena.Edge.Hardware;

/// <summary>An input line whose edges the kernel queues.</summary>
/// <remarks>
/// The queue holds <see cref="LineRequest.QueuedEvents"/>; when it is full the oldest event is dropped without a word, and only a gap in
/// <see cref="LineEvent.LineSeqno"/> tells (GPIO v2 uAPI, <c>struct gpio_v2_line_event</c>).
/// </remarks>
internal interface IGpioLine : IDisposable
{
    /// <summary>Takes queued events, oldest first, as many as fit; 0 when none wait. Never blocks.</summary>
    /// <exception cref="HardwareFault">The line is gone.</exception>
    int Drain(Span<LineEvent> events);

    /// <summary>The debounced level now: true is active.</summary>
    /// <exception cref="HardwareFault">The line is gone.</exception>
    bool IsActive { get; }
}

/// <summary>One edge, as the kernel saw it.</summary>
/// <param name="MonotonicNs">CLOCK_MONOTONIC, the scale of <see cref="TimeProvider.GetTimestamp"/> in ns; no step of the wall clock moves it.</param>
/// <param name="Edge">To active (rising) or to inactive.</param>
/// <param name="Seqno">Counts events of all lines of the request, from 1.</param>
/// <param name="LineSeqno">Counts events of this line, from 1, the dropped ones too.</param>
internal readonly record struct LineEvent(long MonotonicNs, LineEdge Edge, uint Seqno, uint LineSeqno);

/// <summary>Direction of an edge, in logical level; values of <c>gpio_v2_line_event_id</c>.</summary>
internal enum LineEdge : uint
{
    Rising = 1,
    Falling = 2,
}
