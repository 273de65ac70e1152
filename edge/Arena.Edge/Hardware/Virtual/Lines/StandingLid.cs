namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>The switch of a lid that stands open from a moment on.</summary>
internal sealed class StandingLid(LidSwitch lid, long fromUs) : IEdgeSource
{
    private bool _stands;

    public void Advance(long toUs, EdgeQueue edges)
    {
        lid.Advance(Math.Min(toUs, fromUs - 1), edges);
        if (_stands || toUs < fromUs)
            return;
        _stands = true;
        if (!lid.IsActiveAt(fromUs))
            edges.Add(fromUs, LineEdge.Rising);
    }

    public bool IsActiveAt(long us) => us >= fromUs || lid.IsActiveAt(us);
}
