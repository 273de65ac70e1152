using Arena.Edge.Hardware;

namespace Arena.Edge.Sensors;

/// <summary>A line, opened when needed, whose events are taken in order and whose gaps are seen.</summary>
internal sealed class WatchedLine(IHardware hardware, LineRequest request, NodeCounters counters) : IDisposable
{
    /// <summary>What one reading takes at most: more than that is a line that chatters faster than it can be read.</summary>
    private const int MostPerReading = 16 * LineRequest.QueuedEvents;

    private readonly LineEvent[] _events = new LineEvent[256];
    private IGpioLine? _line;
    private uint _lastSeqno;
    private int _takenThisReading;
    private bool _drained;
    private bool _wasOpen;

    /// <summary>Opens the line. After a failure its events began anew: some are missing, and nobody knows how many.</summary>
    /// <returns>True if the line was open before and lost.</returns>
    public bool Open()
    {
        _takenThisReading = 0;
        _drained = false;
        if (_line is not null) return false;
        _line = hardware.OpenLine(request);
        _lastSeqno = 0;
        var reopened = _wasOpen;
        _wasOpen = true;
        return reopened;
    }

    /// <summary>The next events, none when all are taken; <paramref name="lost"/> is how many were dropped before or among them.</summary>
    public ReadOnlySpan<LineEvent> Next(out uint lost)
    {
        lost = 0;
        if (_drained || _takenThisReading >= MostPerReading) return [];
        var taken = _events.AsSpan(0, Drain());
        _drained = taken.Length < _events.Length;
        _takenThisReading += taken.Length;
        if (taken.IsEmpty) return taken;

        // Numbers run on without holes and wrap at 2³², so what is not between the two is missing.
        var newest = taken[^1].LineSeqno;
        lost = unchecked(newest - _lastSeqno - (uint)taken.Length);
        _lastSeqno = newest;
        if (lost > 0) counters.LosePulses(lost);
        return taken;
    }

    /// <summary>The level now: true is active.</summary>
    public bool IsActive
    {
        get
        {
            try
            {
                return _line!.IsActive;
            }
            catch (HardwareFault)
            {
                Dispose();
                throw;
            }
        }
    }

    private int Drain()
    {
        try
        {
            return _line!.Drain(_events);
        }
        catch (HardwareFault)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _line?.Dispose();
        _line = null;
    }
}
