using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Meter;

/// <summary>
/// The register of a meter one can bill from. Pulses are counted and sealed as a series of their own; the register follows from them and from the newest
/// dial reading, and is never itself carried on.
/// </summary>
/// <remarks>
/// <code>
/// register = reading of the dial + (pulses counted − pulses counted then) × worth of a pulse
/// </code>
/// A crash may therefore lose the pulses since the last sealed count, at most a reading's pace and the outbox's age, but none is counted twice, and a dial
/// reading takes effect once, whenever the power goes. The first sample after it carries <see cref="Quality.Aligned"/>.
/// </remarks>
internal sealed class MeterRegister(S0Plan plan, DialBook book, ISampleSink sink, TimeProvider time)
{
    private readonly SeriesName _register = plan.SeriesOf(plan.Quantity);
    private readonly SeriesName _pulses = plan.SeriesOf(plan.PulsesQuantity!);
    private DialReading? _dial;
    private double _restored;
    private bool _steps;

    /// <summary>Pulses counted, and the register.</summary>
    public IReadOnlyList<SeriesName> Series => [_pulses, _register];

    /// <summary>Goes on where the last sealed count ended. May be called again.</summary>
    /// <exception cref="SensorFault">The meter's book can't be read or begun.</exception>
    public void Open()
    {
        if (_dial is not null) return;
        var (counted, published) = (sink.RegisterOf(_pulses), sink.RegisterOf(_register));
        var dial = Begin(book.Newest(_register.ToString()), counted, published);
        _restored = counted ?? 0;

        // What is sealed shows whether the newest reading was told already: the power may have gone in between.
        _steps = dial.Cause is DialCause.Read or DialCause.Swapped
            && published is { } last && Math.Abs(dial.RegisterAt(_restored) - last) >= plan.PerPulse / 2;
        _dial = dial;
    }

    /// <summary>Puts the count, then the register: a batch that ends between the two must not know the register without its count.</summary>
    /// <param name="pulses">Counted since the worker's start.</param>
    /// <param name="now">When.</param>
    /// <param name="quality">What is known against them.</param>
    public void Put(long pulses, UnixTime now, Quality quality)
    {
        if (book.Newest(_register.ToString()) is { } newest && newest != _dial) (_dial, _steps) = (newest, true);
        var counted = _restored + pulses;
        sink.AddRegister(new Sample(_pulses, now, counted, quality));
        sink.AddRegister(new Sample(_register, now, _register.Quantity.Rounded(_dial!.RegisterAt(counted)), quality | StepOf(_dial)));
        _steps = false;
    }

    private Quality StepOf(DialReading dial) => !_steps ? Quality.Good
        : dial.Cause == DialCause.Swapped ? Quality.Aligned | Quality.CounterReset : Quality.Aligned;

    private DialReading Begin(DialReading? newest, double? counted, double? published)
    {
        if (newest is not null && counted >= newest.Pulses && newest.PerPulse.Equals(plan.PerPulse)) return newest;

        // The first start, a new outbox (its count begins anew), or another worth of a pulse: the register itself goes on.
        var (cause, register) = newest is null || counted is null || counted < newest.Pulses
            ? (DialCause.Begun, published ?? newest?.Register ?? 0)
            : (DialCause.Rescaled, newest.RegisterAt(counted.Value));
        return book.Append(new DialReading(_register.ToString(), cause, time.GetUtcNow(), "", register, counted ?? 0, plan.PerPulse));
    }
}
