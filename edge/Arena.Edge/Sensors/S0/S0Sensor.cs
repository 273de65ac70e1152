using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.S0;

/// <summary>
/// Pulses of a meter, turnstile or loop as a register, and their pace as a rate. Source: DIN 43864, IEC 62053-31 (S0 output); GPIO v2 uAPI.
/// </summary>
/// <remarks>
/// Events are taken from the kernel's queue at the sensor's pace. Register = restored value + pulses × <see cref="S0Plan.PerPulse"/>; a pulse
/// that was dropped is counted as lost and never guessed into the register. S0+ hangs on a pull-up, so the pulse is the low level.
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
    private readonly double _ratePerPace;
    private readonly double _maxPace;
    private PulseRate _pulseRate;
    private double? _restored;
    private long _pulses;
    private long _lastReadNs;
    private Quality _pending;

    public S0Sensor(S0Plan plan, IHardware hardware, ISampleSink sink, NodeClock clock, NodeCounters counters)
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
        Series = _rate is null ? [_register] : [_register, _rate];
    }

    public SensorPlan Plan => _plan;

    public IReadOnlyList<SeriesName> Series { get; }

    public void Open()
    {
        var reopened = _line.Open();
        if (reopened) _pending |= Quality.PulsesLost;
        if (_restored is not null && !reopened) return;
        _restored ??= _sink.RegisterOf(_register) ?? 0;
        _lastReadNs = _clock.MonotonicNs;
        _pulseRate = new PulseRate(_maxPace, _lastReadNs);
    }

    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        Open();
        var happened = CountPulses();
        var nowNs = _clock.MonotonicNs;
        var now = _clock.Now;
        var quality = _pending | (IsTooFast(happened, nowNs) ? Quality.Implausible : Quality.Good);
        _pending = Quality.Good;
        _lastReadNs = nowNs;

        var register = _restored!.Value + (_pulses * _plan.PerPulse);
        _sink.AddRegister(new Sample(_register, now, _register.Quantity.Rounded(register), quality));
        if (_rate is null) return ValueTask.CompletedTask;
        var rate = _pulseRate.At(nowNs) * _ratePerPace;
        if (double.IsNaN(rate)) return ValueTask.CompletedTask;
        if (rate > _plan.MaxRate) quality |= Quality.Implausible;
        _sink.Add(new Sample(_rate, now, _rate.Quantity.Rounded(rate), quality));
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes all waiting events; returns how many pulses there were, the lost ones too.</summary>
    private long CountPulses()
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
            _pulses += events.Length;
            happened += events.Length + lost;
        }

        if (counted > 0)
            _pulseRate.Observe(happened, oldest.MonotonicNs, newest.MonotonicNs, unchecked(newest.LineSeqno - oldest.LineSeqno));
        return happened;
    }

    /// <summary>One pulse more than possible may fall between two readings.</summary>
    private bool IsTooFast(long pulses, long nowNs) => pulses > 1 && pulses - 1 > _maxPace * (nowNs - _lastReadNs) / 1e9;

    public void Dispose() => _line.Dispose();
}
