using Arena.Edge.Hardware.Virtual.Venue;

namespace Arena.Edge.Hardware.Virtual.Ports;

/// <summary>One direction of an emulated meter: its pace, and the register that is the integral of it.</summary>
/// <remarks>It starts where the pace of the last week would have brought it since the meter was set up, so that a restart moves it on.</remarks>
internal sealed class HanRegister
{
    /// <summary>2025-01-01T00:00:00Z.</summary>
    private const long SetUpUs = 1_735_689_600_000_000;
    private const int HoursOfAWeek = 168;
    private const int SlotsOfAnHour = 3600 / Slot.Seconds;

    private readonly Flow? _flow;
    private long _us;

    public HanRegister(Flow? flow, long startUs)
    {
        (_flow, _us) = (flow, startUs);
        if (flow is null) return;
        var now = Slot.Of(startUs);
        var perSecond = Enumerable.Range(1, HoursOfAWeek).Average(hour => flow.PerSecond(now - (hour * SlotsOfAnHour)));
        Wh = Math.Max(0, startUs - SetUpUs) / 1e6 * perSecond;
    }

    public double Wh { get; private set; }

    /// <summary>At the moment it was moved to.</summary>
    public double W => (_flow?.PerSecond(Slot.Of(_us)) ?? 0) * 3600;

    public void MoveTo(long us)
    {
        while (_flow is not null && _us < us)
        {
            var slot = Slot.Of(_us);
            var until = Math.Min(us, Slot.StartUs(slot + 1));
            Wh += _flow.PerSecond(slot) * (until - _us) / 1e6;
            _us = until;
        }

        _us = us;
    }
}
