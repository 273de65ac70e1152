using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Edge.Sensors.Meter;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.S0;

/// <summary>
/// Pulses of a meter, turnstile or loop as a register, and their pace as a rate. Source: DIN 43864, IEC 62053-31 (S0 output); GPIO v2 uAPI.
/// </summary>
/// <remarks>
/// Events are taken from the kernel's queue at the sensor's pace. Register = restored value + pulses × <see cref="S0Plan.PerPulse"/>; a pulse
/// that was dropped is counted as lost and never guessed into the register. S0+ hangs on a pull-up, so the pulse is the low level. A meter with a
/// display has a <see cref="MeterRegister"/> instead, and more pulses than it can give are a fault with their number, not energy.
/// </remarks>
internal sealed class S0Sensor : ISensor
{
    private const double SecondsPerHour = 3600;

    private readonly S0Plan _plan;
    private readonly ISampleSink _sink;
    private readonly NodeClock _clock;
    private readonly WatchedLine _line;
    private readonly SeriesName _register;
    private readonly SeriesName? _rate;
    private readonly MeterRegister? _meter;
    private readonly double _ratePerPace;
    private readonly double _maxPace;
    private PulseRate _pulseRate;
    private double? _restored;
    private long _pulses;
    private long _impossible;
    private long _lastReadNs;
    private Quality _pending;

    public S0Sensor(S0Plan plan, IHardware hardware, ISampleSink sink, NodeClock clock, NodeCounters counters, DialBook? book = null)
    {
        _plan = plan;
        _sink = sink;
        _clock = clock;
        var request = new LineRequest(
            plan.Chip, plan.Line, BothEdges: false, ActiveLow: true, plan.Debounce, LineRequest.ConsumerOf(plan.Point));
        _line = new WatchedLine(hardware, request, counters);
        _register = plan.SeriesOf(plan.Quantity);
        _rate = plan.RateQuantity is null ? null : plan.SeriesOf(plan.RateQuantity);

        // A counter of energy has a rate in W, per hour; any other quantity's rate is per second.
        _ratePerPace = plan.PerPulse * (_rate?.Quantity.Unit == "W" ? SecondsPerHour : 1);
        _maxPace = plan.MaxRate / _ratePerPace;
        _meter = plan.Display is null || book is null ? null : new MeterRegister(plan, book, sink, clock);
        Series = [.. _meter?.Series ?? [_register], .. _rate is null ? Array.Empty<SeriesName>() : [_rate]];
    }

    public SensorPlan Plan => _plan;

    public IReadOnlyList<SeriesName> Series { get; }

    public void Open()
    {
        var reopened = _line.Open();
        if (reopened) _pending |= Quality.PulsesLost;
        if (_restored is not null && !reopened) return;
        _meter?.Open();
        _restored ??= _sink.RegisterOf(_register) ?? 0;
        _lastReadNs = _clock.MonotonicNs;
        _pulseRate = new PulseRate(_maxPace, _lastReadNs);
    }

    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        Open();
        var (happened, counted) = CountPulses();
        var nowNs = _clock.MonotonicNs;
        var now = _clock.Now;
        var tooFast = IsTooFast(happened, nowNs);
        if (tooFast && _meter is not null) Refuse(happened, nowNs);
        _pulses += counted;
        var quality = _pending | (tooFast ? Quality.Implausible : Quality.Good);
        _lastReadNs = nowNs;
        if (_meter is not null) _meter.Put(_pulses, now, quality);
        else _sink.AddRegister(new Sample(_register, now, _register.Quantity.Rounded(_restored!.Value + (_pulses * _plan.PerPulse)), quality));
        _pending = Quality.Good;
        if (_rate is null) return ValueTask.CompletedTask;
        var rate = _pulseRate.At(nowNs) * _ratePerPace;
        if (double.IsNaN(rate)) return ValueTask.CompletedTask;
        if (rate > _plan.MaxRate) quality |= Quality.Implausible;
        _sink.Add(new Sample(_rate, now, _rate.Quantity.Rounded(rate), quality));
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes all waiting events; returns how many pulses there were, with the lost ones and without.</summary>
    private (long Happened, long Counted) CountPulses()
    {
        long happened = 0;
        long counted = 0;
        var oldest = default(LineEvent);
        var newest = default(LineEvent);
        while (_line.Next(out var lost) is { IsEmpty: false } events)
        {
            if (lost > 0) _pending |= Quality.PulsesLost;
            if (counted == 0) oldest = events[0];
            newest = events[^1];
            counted += events.Length;
            happened += events.Length + lost;
        }

        if (counted > 0)
            _pulseRate.Observe(happened, oldest.MonotonicNs, newest.MonotonicNs, unchecked(newest.LineSeqno - oldest.LineSeqno));
        return (happened, counted);
    }

    /// <summary>Which of them were the meter's own nobody can tell: none of this reading counts.</summary>
    private void Refuse(long happened, long nowNs)
    {
        var seconds = (nowNs - _lastReadNs) / 1e9;
        _impossible += happened;
        _lastReadNs = nowNs;
        _pending |= Quality.PulsesLost;
        _pulseRate = new PulseRate(_maxPace, nowNs);
        throw new SensorFault(FormattableString.Invariant(
            $"{happened} pulses of {_plan.Point}/{_plan.Quantity} came within {seconds:0.0} s, and its meter gives at most {_maxPace * seconds:0.0}: they are no energy and not counted ({_impossible} since the start). Look for noise on line {_plan.Line}, or for a wrong 'max_rate' or 'per_pulse'."));
    }

    /// <summary>One pulse more than possible may fall between two readings.</summary>
    private bool IsTooFast(long pulses, long nowNs) => pulses > 1 && pulses - 1 > _maxPace * (nowNs - _lastReadNs) / 1e9;

    public void Dispose() => _line.Dispose();
}
