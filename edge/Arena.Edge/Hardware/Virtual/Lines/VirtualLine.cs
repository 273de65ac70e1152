using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>An emulated GPIO line. Edges are made when they are asked for: between two readings it costs nothing.</summary>
internal sealed class VirtualLine : IGpioLine
{
    private readonly IEdgeSource _source;
    private readonly TimeProvider _time;
    private readonly EdgeQueue _edges;

    public VirtualLine(IEdgeSource source, LineRequest request, TimeProvider time)
    {
        _source = source;
        _time = time;
        _edges = new EdgeQueue(LineRequest.QueuedEvents, request.BothEdges);
    }

    public bool IsActive
    {
        get
        {
            var nowUs = Advance();
            return _source.IsActiveAt(nowUs);
        }
    }

    public int Drain(Span<LineEvent> events)
    {
        Advance();
        return _edges.Take(events);
    }

    private long Advance()
    {
        var nowUs = UnixTime.From(_time.GetUtcNow()).Microseconds;
        var monotonicNs = (long)((Int128)_time.GetTimestamp() * 1_000_000_000 / _time.TimestampFrequency);
        _edges.WallToMonotonicNs = monotonicNs - (nowUs * 1000);
        _source.Advance(nowUs, _edges);
        return nowUs;
    }

    public void Dispose()
    {
    }
}
