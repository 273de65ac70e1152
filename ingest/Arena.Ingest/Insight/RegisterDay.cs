using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>
/// How much a register grew in a day: the sum of its steps forward from its last reading before the day began. Where it went backwards (swapped
/// meter, overflow) it is taken to have begun anew at 0. Where it was set to its meter's display the correction counts, up or down, in the day it was
/// made, so that the days add up to what the display shows; the display of a swapped meter counts nothing.
/// </summary>
/// <remarks>Fed along time; a reading older than the newest one can't be placed, and <see cref="Late"/> asks for a new count from the store.</remarks>
internal sealed class RegisterDay
{
    private UnixTime _from;
    private UnixTime? _last;
    private double _register;
    private double _total;
    private bool _any;

    /// <summary>Growth since the day began, in the register's unit; null before the day's first reading.</summary>
    public double? Total => _any ? _total : null;

    /// <summary>A reading of this day came that is older than the newest.</summary>
    public bool Late { get; private set; }

    /// <summary>Begins a day without any reading.</summary>
    public void Begin(UnixTime from) => (_from, _last, _register, _total, _any, Late) = (from, null, 0, 0, false, false);

    public void Add(UnixTime time, double value, Quality quality)
    {
        if (time <= _last)
        {
            Late |= time >= _from && time != _last;
            return;
        }

        if (_last is not null && time >= _from)
            _total += StepTo(value, quality);
        _any |= time >= _from;
        (_last, _register) = (time, value);
    }

    private double StepTo(double value, Quality quality)
    {
        if (quality.HasFlag(Quality.Aligned)) return quality.HasFlag(Quality.CounterReset) ? 0 : value - _register;
        return value >= _register ? value - _register : value;
    }
}
