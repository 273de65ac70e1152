using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Sensors;

/// <summary>
/// Since when a sensor's readings fail, and what of it is declared: when it works again, each hour as long as it doesn't, and when sampling ends.
/// </summary>
internal sealed class FaultSpan(string point, NodeClock clock, Action<Gap> declare)
{
    private static readonly TimeSpan DeclaredEvery = TimeSpan.FromHours(1);

    private UnixTime? _from;
    private string _reason = "";

    /// <summary>A reading failed just now.</summary>
    public void Failed(string reason)
    {
        _reason = reason;
        _from ??= clock.Now;
        if (clock.Now - _from.Value < DeclaredEvery) return;
        Declare();
        _from = clock.Now;
    }

    /// <summary>A reading gave something again, or none is made any more.</summary>
    public void Ended()
    {
        if (_from is not null) Declare();
        _from = null;
    }

    private void Declare()
    {
        var (from, now) = (_from!.Value, clock.Now);
        declare(new Gap(GapCause.SensorFault, from, now > from ? now : from) { Point = point, Detail = _reason });
    }
}
