using Arena.Wire;

namespace Arena.Ingest.Rounds.Sensing;

/// <summary>Since when a lid stands open, from its openings (1) and closings (0) in whatever order they come.</summary>
internal sealed class LidTale
{
    private UnixTime? _opened;
    private UnixTime? _closed;

    /// <summary>Null while it is shut, or nobody knows.</summary>
    public UnixTime? OpenSince => _opened > (_closed ?? UnixTime.Min) ? _opened : null;

    /// <summary>Takes an event in; false when it tells nothing new.</summary>
    public bool Add(UnixTime at, bool open)
    {
        var before = OpenSince;
        if (!open)
            _closed = _closed > at ? _closed : at;
        else if (OpenSince is not { } since || at < since)
            _opened = at > (_closed ?? UnixTime.Min) ? at : _opened;
        return OpenSince != before;
    }
}
