namespace Arena.Edge.Sensors.S0;

/// <summary>The pace of pulses, in pulses per second, from the times between them.</summary>
/// <remarks>
/// <code>
/// known so far        since the last reading    pace now
/// nothing             no pulse                  unknown; 0 once even one pulse since opening would be next to nothing
/// nothing             one pulse                 unknown: an interval has two ends
/// nothing             n pulses                  intervals between them
/// an earlier pulse    n pulses                  n / (newest − earlier newest)
/// an earlier pulse    n after a long pause      intervals between the new ones: the pause is over
/// a pace              no pulse                  the pace, but never more than 1 / time since the last pulse
/// a pace              none for five intervals   0, once that bound is next to nothing
/// </code>
/// Next to nothing is a thousandth of what the meter can measure. A slow load therefore shows its true pace between its pulses, and one that
/// was switched off sinks along the honest bound to 0.
/// </remarks>
internal struct PulseRate(double maxPerSecond, long openedNs)
{
    private const double PauseIntervals = 5;
    private const double NsPerSecond = 1e9;

    private readonly double _nextToNothing = maxPerSecond / 1000;
    private long _sinceNs = openedNs;
    private bool _pulseSeen;
    private double _pace = double.NaN;

    /// <summary>Takes a reading's pulses.</summary>
    /// <param name="pulses">Pulses since the last reading, lost ones too: they took place.</param>
    /// <param name="oldestNs">Time of the oldest that was read.</param>
    /// <param name="newestNs">Time of the newest.</param>
    /// <param name="between">Intervals between those two.</param>
    public void Observe(long pulses, long oldestNs, long newestNs, long between)
    {
        var within = between > 0 && newestNs > oldestNs ? between * NsPerSecond / (newestNs - oldestNs) : double.NaN;
        var beforeOldest = (pulses - between) * NsPerSecond / Math.Max(1, oldestNs - _sinceNs);
        var paused = within > PauseIntervals * beforeOldest;
        if (!_pulseSeen || paused) _pace = within;
        else if (newestNs > _sinceNs) _pace = pulses * NsPerSecond / (newestNs - _sinceNs);
        _pulseSeen = true;
        _sinceNs = newestNs;
    }

    /// <summary>Pulses per second, NaN while unknown.</summary>
    public readonly double At(long nowNs)
    {
        if (nowNs <= _sinceNs) return _pace;
        var bound = NsPerSecond / (nowNs - _sinceNs);
        var nothing = bound < _nextToNothing;
        if (double.IsNaN(_pace)) return nothing ? 0 : double.NaN;
        return nothing && bound < _pace / PauseIntervals ? 0 : Math.Min(_pace, bound);
    }
}
