using Arena.Edge.Hardware.Virtual.Venue;

namespace Arena.Edge.Hardware.Virtual.Lines;

/// <summary>
/// Turns a flow into single events: each time its integral passes another whole unit. A meter's pulses come evenly; people, cars and thrown
/// things come scattered, each at a seeded place within its unit. Either way n units of flow are n events, and no pattern of asking changes them.
/// </summary>
internal sealed class Crossings
{
    private readonly Flow _flow;
    private readonly double _perEvent;
    private readonly Noise? _scatter;
    private long _slot;
    private double _perUs;
    private double _done;
    private long _inSlot;
    private long _events;
    private double _next;

    /// <param name="flow">Quantity per second.</param>
    /// <param name="perEvent">Quantity of one event.</param>
    /// <param name="scatter">Scatters the events; null for an even train.</param>
    /// <param name="alreadyDone">Part of the first unit that has passed at the start, 0 to below 1; 0 for scattered events.</param>
    /// <param name="startUs">No event before this moment.</param>
    public Crossings(Flow flow, double perEvent, Noise? scatter, double alreadyDone, long startUs)
    {
        _flow = flow;
        _perEvent = perEvent;
        _scatter = scatter;
        _slot = Slot.Of(startUs);
        _perUs = PerUs();
        _done = alreadyDone - (_perUs * (startUs - Slot.StartUs(_slot)));
        _next = Threshold();
    }

    /// <summary>Moves to the next event at or before a moment; false when there is none, and the flow up to then is accounted for.</summary>
    public bool TryNext(long toUs, out long atUs)
    {
        while (true)
        {
            var startUs = Slot.StartUs(_slot);
            var endUs = startUs + Slot.LengthUs;
            var missing = _next + _inSlot - _done;
            if (missing < _perUs * Slot.LengthUs)
            {
                atUs = startUs + Math.Max(0, (long)Math.Ceiling(missing / _perUs));
                if (atUs > toUs) return false;
                if (atUs < endUs)
                {
                    _events++;
                    _inSlot++;
                    _next = Threshold();
                    return true;
                }
            }

            if (endUs > toUs)
            {
                atUs = 0;
                return false;
            }

            _done += (_perUs * Slot.LengthUs) - _inSlot;
            _inSlot = 0;
            _slot++;
            _perUs = PerUs();
        }
    }

    /// <summary>Where within its unit the next event lies, above 0 and at most 1.</summary>
    private double Threshold() => _scatter is { } noise ? 1 - noise.At(_events) : 1;

    private double PerUs() => Math.Max(0, _flow.PerSecond(_slot)) / _perEvent / 1e6;
}
