using Arena.Edge.Hardware.Virtual.Venue.Bins;

namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>The reed switch on a bin's lid: active while it is open. Throws that follow one another closely find it open.</summary>
internal sealed class LidSwitch : IEdgeSource, ILidListener
{
    /// <summary>Two movements closer than this the kernel's debouncing would swallow.</summary>
    private const long ClosestUs = 100_000;

    private readonly BinCursor _bin;
    private EdgeQueue? _edges;
    private long _atUs;
    private long? _closesUs;

    public LidSwitch(BinModel bin, long startUs)
    {
        _bin = new BinCursor(bin);
        _bin.MoveTo(startUs);
        _atUs = startUs;
    }

    public void Advance(long toUs, EdgeQueue edges)
    {
        if (toUs <= _atUs) return;
        _edges = edges;
        _bin.MoveTo(toUs, this);
        if (_closesUs + ClosestUs <= toUs) Close();
        _atUs = toUs;
    }

    public bool IsActiveAt(long us) => _closesUs > us;

    public void Opened(long atUs, long forUs)
    {
        if (_closesUs is { } closes && closes + ClosestUs >= atUs)
        {
            _closesUs = Math.Max(closes, atUs + forUs);
            return;
        }

        Close();
        _edges!.Add(atUs, LineEdge.Rising);
        _closesUs = atUs + forUs;
    }

    private void Close()
    {
        if (_closesUs is not { } at) return;
        _edges!.Add(at, LineEdge.Falling);
        _closesUs = null;
    }
}
