namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>A meter's output: a pulse for each event of its flow. Only the active edges are made; nobody asks an S0 line for the others.</summary>
internal sealed class PulseTrain(Crossings pulses) : IEdgeSource
{
    /// <summary>Between the 10 and 250 ms of DIN 43864.</summary>
    private const long WidthUs = 30_000;

    private long _lastUs = long.MinValue / 2;

    public void Advance(long toUs, EdgeQueue edges)
    {
        while (pulses.TryNext(toUs, out var atUs))
        {
            edges.Add(atUs, LineEdge.Rising);
            _lastUs = atUs;
        }
    }

    public bool IsActiveAt(long us) => us - _lastUs < WidthUs;
}
