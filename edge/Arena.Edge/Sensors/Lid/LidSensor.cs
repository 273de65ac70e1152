using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Lid;

/// <summary>A reed switch on a lid: an event for each opening (1) and closing (0) at its own time, and a register of openings.</summary>
/// <remarks>The magnet closes the switch to ground while the lid is shut, so high, with a pull-up, is open.</remarks>
internal sealed class LidSensor : ISensor
{
    private readonly LidPlan _plan;
    private readonly ISampleSink _sink;
    private readonly NodeClock _clock;
    private readonly WatchedLine _line;
    private readonly SeriesName _open;
    private readonly SeriesName _openings;
    private double? _restored;
    private long _opened;
    private bool? _wasOpen;
    private UnixTime _lastEvent = UnixTime.Min;
    private Quality _pending;

    public LidSensor(LidPlan plan, IHardware hardware, ISampleSink sink, NodeClock clock, NodeCounters counters)
    {
        _plan = plan;
        _sink = sink;
        _clock = clock;
        var request = new LineRequest(
            plan.Chip, plan.Line, BothEdges: true, ActiveLow: false, plan.Debounce, LineRequest.ConsumerOf(plan.Point));
        _line = new WatchedLine(hardware, request, counters);
        _open = new SeriesName(plan.Point, Quantities.LidOpen);
        _openings = new SeriesName(plan.Point, Quantities.LidOpenings);
        Series = [_open, _openings];
    }

    public SensorPlan Plan => _plan;

    public IReadOnlyList<SeriesName> Series { get; }

    public void Open()
    {
        if (_line.Open()) _pending |= Quality.PulsesLost;
        _restored ??= _sink.RegisterOf(_openings) ?? 0;
    }

    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        Open();
        while (_line.Next(out var lost) is { IsEmpty: false } events)
        {
            if (lost > 0) _pending |= Quality.PulsesLost;
            foreach (var edge in events) Happened(edge.Edge == LineEdge.Rising, _clock.At(edge.MonotonicNs));
        }

        // What was missed may have left the lid otherwise than the last event said; the level now is known.
        if (_pending.HasFlag(Quality.PulsesLost) && _line.IsActive is var open && open != _wasOpen) Tell(open, _clock.Now);
        _sink.AddRegister(new Sample(_openings, _clock.Now, _restored!.Value + _opened, _pending));
        _pending = Quality.Good;
        return ValueTask.CompletedTask;
    }

    private void Happened(bool open, UnixTime at)
    {
        if (open) _opened++;
        Tell(open, at);
    }

    private void Tell(bool open, UnixTime at)
    {
        // Two events within a millisecond would be one sample, and the later one lost.
        if (at <= _lastEvent) at = _lastEvent + TimeSpan.FromMilliseconds(1);
        _lastEvent = at;
        _wasOpen = open;
        _sink.Add(new Sample(_open, at, open ? 1 : 0, _pending));
    }

    public void Dispose() => _line.Dispose();
}
