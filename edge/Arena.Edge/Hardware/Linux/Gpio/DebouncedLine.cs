namespace Arena.Edge.Hardware.Linux.Gpio;

/// <summary>A line whose kernel does not debounce it: an edge counts once its level has held for the time asked for.</summary>
/// <remarks>
/// <code>
/// raw edges             ‾|_|‾|____________|‾‾‾‾‾‾     t: debounce
///                             &lt;── t ──&gt;
/// told                  one edge, with the time of the last raw one
/// </code>
/// Numbers are made anew and run on without holes. Where raw edges were dropped, as many edges are missing as could at most have counted: each,
/// or every second one where only active edges are asked for.
/// </remarks>
internal sealed class DebouncedLine(IGpioLine line, LineRequest request, TimeProvider time) : IGpioLine
{
    private readonly LineEvent[] _raw = new LineEvent[256];
    private readonly long _holdsNs = (long)request.Debounce.TotalNanoseconds;
    private readonly Queue<LineEvent> _told = new();
    private LineEvent? _unsettled;
    private bool _active = line.IsActive;
    private uint _lastRaw;
    private uint _number;

    /// <summary>The level an edge last settled on.</summary>
    public bool IsActive
    {
        get
        {
            TakeRaw();
            return _active;
        }
    }

    public int Drain(Span<LineEvent> events)
    {
        TakeRaw();
        var taken = 0;
        while (taken < events.Length && _told.TryDequeue(out var next)) events[taken++] = next;
        return taken;
    }

    /// <summary>Bounded: what a kernel's queue holds, once.</summary>
    private void TakeRaw()
    {
        for (var batches = 0; batches <= LineRequest.QueuedEvents / _raw.Length && _told.Count < LineRequest.QueuedEvents; batches++)
        {
            var taken = line.Drain(_raw);
            foreach (var edge in _raw.AsSpan(0, taken)) Take(edge);
            if (taken < _raw.Length) break;
        }

        if (_unsettled is { } last && NowNs() - last.MonotonicNs >= _holdsNs) Settle(last);
    }

    private void Take(LineEvent edge)
    {
        if (_unsettled is { } before && edge.MonotonicNs - before.MonotonicNs >= _holdsNs) Settle(before);
        var dropped = unchecked(edge.LineSeqno - _lastRaw - 1);
        _lastRaw = edge.LineSeqno;
        _number += request.BothEdges ? dropped : (dropped + 1) / 2;
        _unsettled = edge;
    }

    private void Settle(LineEvent edge)
    {
        _unsettled = null;
        var active = edge.Edge == LineEdge.Rising;
        if (active == _active) return;
        _active = active;
        if (!active && !request.BothEdges) return;
        _number++;
        _told.Enqueue(edge with { Seqno = _number, LineSeqno = _number });
    }

    private long NowNs() => (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);

    public void Dispose() => line.Dispose();
}
