using Arena.Edge.Outbox;
using Arena.Edge.Sensors;
using Arena.Wire;
using Arena.Wire.Gaps;

namespace Arena.Edge.Time;

/// <summary>
/// Stands between a node's sensors and its outbox. Sensors date by <see cref="NodeClock"/>, which never jumps; here that becomes wall time, or,
/// as long as that is not known, waits to be written down without a date. Thread-safe.
/// </summary>
internal sealed class DatedSink(NodeOutbox outbox, NodeClock clock, OutboxOptions options) : ISampleSink
{
    private readonly Lock _gate = new();
    private readonly List<UndatedSample> _waiting = [];
    private readonly PendingUndatedGaps _gaps = new();
    private readonly Dictionary<SeriesName, TimeSpan> _newest = new(SeriesNames.Comparer);
    private IReadOnlyDictionary<SeriesName, double> _registers = new Dictionary<SeriesName, double>();
    private UndatedSpan? _dropped;
    private UndatedSpan? _droppedBeingWritten;
    private BootClock? _dating;
    private int _beingWritten;

    public long WaitingBatches => outbox.WaitingBatches;

    /// <summary>Samples go straight to the outbox.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate) return _dating is not null;
        }
    }

    /// <summary>Samples in memory that are not written down yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Samples, or the knowledge that some were given up, have to be written down.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_gate) return _waiting.Count > 0 || _dropped is not null;
        }
    }

    /// <summary>Time since boot of the oldest of them; null when there is none.</summary>
    public TimeSpan? Oldest
    {
        get
        {
            lock (_gate) return _waiting.Count > 0 ? _waiting[0].SinceBoot : null;
        }
    }

    public void Add(in Sample sample) => Put(sample, isRegister: false);

    public void AddRegister(in Sample sample) => Put(sample, isRegister: true);

    public void Declare(Gap gap)
    {
        if (clock.IsPlaying)
        {
            outbox.Declare(gap);
            return;
        }

        var (from, to) = (clock.SinceBootAt(gap.From), clock.SinceBootAt(gap.To));
        lock (_gate)
        {
            if (_dating is not null) outbox.Declare(Dated(gap, from, to, _dating));
            else _gaps.Put(gap, from, to);
        }
    }

    public double? RegisterOf(SeriesName series)
    {
        lock (_gate) return _registers.TryGetValue(series, out var waiting) ? waiting : outbox.RegisterOf(series);
    }

    /// <summary>Counters go on from registers that wait without a date since an earlier run.</summary>
    public void Restore(IReadOnlyDictionary<SeriesName, double> registers)
    {
        lock (_gate) _registers = registers;
    }

    /// <summary>From here on samples are dated as they come; false while some still wait.</summary>
    public bool TryOpen(BootClock dating)
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 || _dropped is not null) return false;
            _dating = dating;
            foreach (var (gap, from, to) in _gaps.TakeAll()) outbox.Declare(Dated(gap, from, to, dating));
            _registers = new Dictionary<SeriesName, double>();
            _newest.Clear();
            return true;
        }
    }

    /// <summary>From here on samples wait.</summary>
    public void Close()
    {
        lock (_gate) _dating = null;
    }

    /// <summary>What waits to be written down, at most so many, and what was given up; it stays until <see cref="Written"/> or <see cref="NotWritten"/>.</summary>
    public (UndatedSample[] Samples, UndatedSpan? Dropped) BeginWriting(int atMost)
    {
        lock (_gate)
        {
            _beingWritten = Math.Min(atMost, _waiting.Count);
            (_droppedBeingWritten, _dropped) = (_dropped, null);
            return ([.. _waiting.Take(_beingWritten)], _droppedBeingWritten);
        }
    }

    /// <summary>What <see cref="BeginWriting"/> gave is durable.</summary>
    public void Written()
    {
        lock (_gate)
        {
            _waiting.RemoveRange(0, _beingWritten);
            (_beingWritten, _droppedBeingWritten) = (0, null);
        }
    }

    /// <summary>What <see cref="BeginWriting"/> gave goes on waiting.</summary>
    public void NotWritten()
    {
        lock (_gate)
        {
            if (_droppedBeingWritten is { } dropped) _dropped = UndatedSpan.Sum(_dropped, dropped);
            (_beingWritten, _droppedBeingWritten) = (0, null);
        }
    }

    private static Gap Dated(Gap gap, TimeSpan from, TimeSpan to, BootClock dating) =>
        gap with { From = dating.Boot.At(from)!.Value, To = dating.Boot.At(to)!.Value };

    private void Put(in Sample sample, bool isRegister)
    {
        if (clock.IsPlaying)
        {
            // A play dates by the past it plays.
            Pass(sample, isRegister);
            return;
        }

        var sinceBoot = clock.SinceBootAt(sample.Time);
        lock (_gate)
        {
            if (_dating is not null) Pass(sample with { Time = _dating.Boot.At(sinceBoot)!.Value }, isRegister);
            else Keep(sample, sinceBoot, isRegister);
        }
    }

    private void Pass(in Sample sample, bool isRegister)
    {
        if (isRegister) outbox.AddRegister(sample);
        else outbox.Add(sample);
    }

    private void Keep(in Sample sample, TimeSpan sinceBoot, bool isRegister)
    {
        var value = sample.Series.Quantity.Rounded(sample.Value);
        if (!double.IsFinite(value))
        {
            outbox.Refuse(PutOutcome.NotFinite, sample);
            return;
        }

        if (_newest.TryGetValue(sample.Series, out var newest) && sinceBoot <= newest)
        {
            outbox.Refuse(PutOutcome.NotLater, sample);
            return;
        }

        _newest[sample.Series] = sinceBoot;
        if (_waiting.Count >= options.MaxUnsealed) DropOldest();
        _waiting.Add(new UndatedSample(sample.Series, sinceBoot, value, sample.Quality, isRegister));
    }

    private void DropOldest()
    {
        var count = Math.Min(options.MaxSamples, _waiting.Count - _beingWritten);
        var dropped = _waiting.GetRange(_beingWritten, count);
        _waiting.RemoveRange(_beingWritten, count);
        _dropped = UndatedSpan.Sum(_dropped, new UndatedSpan(count, dropped.Min(sample => sample.SinceBoot), dropped.Max(sample => sample.SinceBoot)));
    }
}
