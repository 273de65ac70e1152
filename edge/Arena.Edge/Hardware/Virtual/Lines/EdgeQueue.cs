namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>The kernel's event queue of a line, emulated: numbers events from 1 and, when full, drops the oldest without a word.</summary>
internal sealed class EdgeQueue(int capacity, bool bothEdges)
{
    private LineEvent[] _ring = new LineEvent[Math.Min(64, capacity)];
    private int _first;
    private int _count;
    private uint _seqno;

    /// <summary>Adds to a time of the world, in µs, what makes it a time of the monotonic clock, in ns.</summary>
    public long WallToMonotonicNs { get; set; }

    /// <summary>Edges that were queued so far, dropped ones too.</summary>
    public uint Seqno => _seqno;

    public void Add(long atUs, LineEdge edge)
    {
        if (edge == LineEdge.Falling && !bothEdges) return;
        unchecked
        {
            _seqno++;
        }

        if (_count == _ring.Length && _ring.Length < capacity) Grow();
        if (_count == _ring.Length)
        {
            _first = (_first + 1) % _ring.Length;
            _count--;
        }

        _ring[(_first + _count) % _ring.Length] = new LineEvent((atUs * 1000) + WallToMonotonicNs, edge, _seqno, _seqno);
        _count++;
    }

    public int Take(Span<LineEvent> events)
    {
        var taken = Math.Min(events.Length, _count);
        for (var i = 0; i < taken; i++) events[i] = _ring[(_first + i) % _ring.Length];
        _first = (_first + taken) % _ring.Length;
        _count -= taken;
        return taken;
    }

    private void Grow()
    {
        var larger = new LineEvent[Math.Min(capacity, 2 * _ring.Length)];
        for (var i = 0; i < _count; i++) larger[i] = _ring[(_first + i) % _ring.Length];
        _ring = larger;
        _first = 0;
    }
}
