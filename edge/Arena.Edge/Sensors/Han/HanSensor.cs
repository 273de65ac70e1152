using Arena.Edge.Hardware;
using Arena.Edge.Outbox;
using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Han;

/// <summary>
/// An electricity meter's own registers, from its HAN (P1, H1) port. Source: Energiföretagen, Branschrekommendation för lokalt kundgränssnitt.
/// </summary>
/// <remarks>
/// The meter sends by itself, every 10 s or oftener; a reading publishes whole telegrams that came since the last one, as far apart as the plan's pace,
/// dated by when they came.
/// Registers are the meter's, so nothing is restored but the count of damaged telegrams.
/// </remarks>
internal sealed class HanSensor : ISensor
{
    /// <summary>Three telegrams missed.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Above it is no voltage to neutral.</summary>
    private const double HighestV = 300;

    private readonly HanPlan _plan;
    private readonly IHardware _hardware;
    private readonly ISampleSink _sink;
    private readonly NodeClock _clock;
    private readonly IReadOnlyList<HanRegisters> _registers;
    private readonly SeriesName _damaged;
    private readonly Dictionary<SeriesName, double> _last = [];
    private readonly byte[] _buffer = new byte[1024];
    private TelegramFramer _framer = new();
    private ISerialPort? _port;
    private readonly long _leastApartNs;
    private long _quietSinceNs;
    private long _publishedNs = long.MinValue / 2;
    private double? _restored;
    private long _damagedBefore;

    public HanSensor(HanPlan plan, IHardware hardware, ISampleSink sink, NodeClock clock)
    {
        (_plan, _hardware, _sink, _clock) = (plan, hardware, sink, clock);
        _registers = HanRegisters.Of(plan);
        _damaged = new SeriesName(plan.Point, Quantities.TelegramsDamaged);

        // Meter and reading beat apart: one reading finds no telegram and the next one two, and both count.
        _leastApartNs = (long)(plan.Every - TimeSpan.FromSeconds(Math.Min(5, plan.Every.TotalSeconds / 4))).TotalNanoseconds;
        Series = [.. _registers.Select(register => register.Series), _damaged];
    }

    public SensorPlan Plan => _plan;

    public IReadOnlyList<SeriesName> Series { get; }

    /// <summary>Opened early, so that the first reading finds a telegram.</summary>
    public void Open()
    {
        _restored ??= _sink.RegisterOf(_damaged) ?? 0;
        if (_port is not null) return;
        _port = _hardware.OpenSerial(_plan.Device);
        _damagedBefore += _framer.Damaged;
        _framer = new TelegramFramer();
        _quietSinceNs = _clock.MonotonicNs;
    }

    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        Open();
        TakeBytes();
        while (_framer.TryNext(out var telegram))
        {
            _quietSinceNs = telegram.MonotonicNs;
            if (telegram.MonotonicNs - _publishedNs >= _leastApartNs) Publish(telegram);
        }

        _sink.AddRegister(new Sample(_damaged, _clock.Now, _restored!.Value + _damagedBefore + _framer.Damaged));
        if (_clock.MonotonicNs - _quietSinceNs > LongestSilence.TotalNanoseconds) throw new SensorFault(WhySilent());
        return ValueTask.CompletedTask;
    }

    private void Publish(Telegram telegram)
    {
        _publishedNs = telegram.MonotonicNs;
        var at = _clock.At(telegram.MonotonicNs);
        foreach (var register in _registers)
        {
            if (register.ValueIn(telegram) is not { } value) continue;
            var (series, quantity) = (register.Series, register.Series.Quantity);
            var quality = quantity.Unit == "V" && value > HighestV ? Quality.Implausible : Quality.Good;
            if (quantity.Kind == QuantityKind.Counter && value < _last.GetValueOrDefault(series)) quality |= Quality.CounterReset;
            _last[series] = value;
            _sink.Add(new Sample(series, at, quantity.Rounded(value), quality));
        }
    }

    private void TakeBytes()
    {
        try
        {
            while (_port!.Take(_buffer, out var cameNs) is var taken && taken > 0) _framer.Take(_buffer.AsSpan(0, taken), cameNs);
        }
        catch (HardwareFault)
        {
            Dispose();
            throw;
        }
    }

    // No numbers in it: a reason that stays the same is told once.
    private string WhySilent() => (_framer.Binary, _framer.DamagedSince, _framer.BytesSince) switch
    {
        (BinaryProtocol.Hdlc, _, _) =>
            $"The meter at {_plan.Device} sends binary HDLC frames, as some Aidon, KAIFA and Kamstrup meters do; only text telegrams are read. Ask the grid company for text by the Swedish recommendation, or count its pulses (s0).",
        (BinaryProtocol.MBus, _, _) =>
            $"The meter at {_plan.Device} sends M-Bus frames. Unplug it: an M-Bus meter (KAIFA MA304H4D) has 27 V on pin 1 and destroys P1 readers. Count its pulses instead (s0).",
        (_, > 0, _) =>
            $"Only damaged telegrams come from the meter at {_plan.Device}: shorten the cable, use 1 to 4.7 kΩ from pin 5 to the supply, and let nobody else read the port.",
        (_, _, > 0) =>
            $"Bytes come from {_plan.Device}, and no telegram begins in them: pin 5 is inverted (open collector), so use an inverting reader; and the speed must be 115200.",
        _ =>
            $"Nothing comes from the meter at {_plan.Device}: the port is closed until the grid company opens it; pin 2 needs 5 V, and pins 3 and 6 ground.",
    };

    public void Dispose()
    {
        _port?.Dispose();
        _port = null;
    }
}
