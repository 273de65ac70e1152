using Arena.Site;

namespace Arena.Edge.Sensors;

/// <summary>
/// When a sensor is due: at multiples of its interval since 1970, moved by a phase of its own. The phase comes from its name, so it is the same
/// after every restart, and the sensors of a node don't all fire at once. It is whole seconds, so a play of the past and live sampling can take
/// turns in the middle of one.
/// </summary>
internal readonly struct Pace
{
    private const long MsPerSecond = 1000;

    private readonly long _everyMs;
    private readonly long _phaseMs;

    public Pace(SensorPlan plan)
    {
        _everyMs = Math.Max(1, (long)plan.Every.TotalMilliseconds);
        var name = plan is S0Plan s0 ? $"{plan.Point}/{plan.Kind}/{s0.Line}" : $"{plan.Point}/{plan.Kind}";
        _phaseMs = (long)(Fnv1a(name) % (ulong)_everyMs) / MsPerSecond * MsPerSecond;
    }

    /// <summary>The first due time at or after a moment, both in ms since 1970.</summary>
    public long AtOrAfter(long ms)
    {
        var intervals = Math.DivRem(ms - _phaseMs, _everyMs, out var rest);
        if (rest > 0) intervals++;
        return (intervals * _everyMs) + _phaseMs;
    }

    /// <summary>FNV-1a, 64 bits: string.GetHashCode differs from run to run.</summary>
    private static ulong Fnv1a(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) hash = unchecked((hash ^ letter) * 1099511628211UL);
        return hash ^ (hash >> 32);
    }
}
