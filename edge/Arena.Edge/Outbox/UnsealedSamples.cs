using Arena.Wire;

namespace Arena.Edge.Outbox;

/// <summary>What became of a sample that was put.</summary>
internal enum PutOutcome
{
    /// <summary>It waits to be sealed.</summary>
    Taken,

    /// <summary>Its time is not after the newest of its series, so it would be a second sample with one identity, or out of order.</summary>
    NotLater,

    /// <summary>Not a finite number: no sensor reading, and nothing the contract can carry.</summary>
    NotFinite,
}

/// <summary>Samples that were given up unsealed.</summary>
/// <param name="Count">How many.</param>
/// <param name="From">Time of the oldest.</param>
/// <param name="To">Time of the newest.</param>
internal readonly record struct LostSamples(int Count, UnixTime From, UnixTime To);

/// <summary>A sample that waits, and whether its value is a register.</summary>
internal readonly record struct UnsealedSample(Sample Sample, bool IsRegister);

/// <summary>
/// Samples in memory that are not in a batch yet. Times of a series strictly increase, across restarts too. When full, the oldest make room: the
/// newest say how the venue is, and a counter's newest sample carries what the lost ones counted. Thread-safe.
/// </summary>
internal sealed class UnsealedSamples
{
    private readonly Lock _gate = new();
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly List<(UnsealedSample Sample, long PutAt)> _waiting = [];
    private readonly Dictionary<SeriesName, UnixTime> _newest = new(SeriesNames.Comparer);
    private readonly Dictionary<SeriesName, double> _sealedRegisters = new(SeriesNames.Comparer);
    private readonly List<(long Ordinal, TaskCompletionSource Gone)> _watchers = [];
    private long _goneCount;
    private int _beingSealed;

    public UnsealedSamples(OutboxOptions options, TimeProvider time, IEnumerable<SeriesState> series)
    {
        (_options, _time) = (options, time);
        foreach (var state in series) Know(state);
    }

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Newest time of any series; null before the first.</summary>
    public UnixTime? Newest
    {
        get
        {
            lock (_gate) return _newest.Count > 0 ? _newest.Values.Max() : null;
        }
    }

    /// <summary>How long the oldest has waited; null when none does.</summary>
    public TimeSpan? OldestAge
    {
        get
        {
            lock (_gate) return _waiting.Count == 0 ? null : _time.GetElapsedTime(_waiting[0].PutAt);
        }
    }

    /// <summary>Takes a sample; <paramref name="lost"/> is what older ones were given up for it.</summary>
    public PutOutcome Put(UnsealedSample unsealed, out LostSamples lost)
    {
        lost = default;
        var sample = unsealed.Sample with
        {
            Time = unsealed.Sample.Time.TruncatedToMilliseconds(),
            Value = unsealed.Sample.Series.Quantity.Rounded(unsealed.Sample.Value),
        };
        if (!double.IsFinite(sample.Value)) return PutOutcome.NotFinite;
        lock (_gate)
        {
            if (_newest.TryGetValue(sample.Series, out var newest) && sample.Time <= newest) return PutOutcome.NotLater;
            _newest[sample.Series] = sample.Time;
            if (_waiting.Count >= _options.MaxUnsealed) lost = DropOldest();
            _waiting.Add((unsealed with { Sample = sample }, _time.GetTimestamp()));
            return PutOutcome.Taken;
        }
    }

    /// <summary>Newest time of a series; null before its first.</summary>
    public UnixTime? NewestOf(SeriesName series)
    {
        lock (_gate) return _newest.TryGetValue(series, out var newest) ? newest : null;
    }

    /// <summary>Takes over how far series have come whose samples were sealed without passing here.</summary>
    public void SealedElsewhere(IEnumerable<SeriesState> series)
    {
        lock (_gate)
        {
            foreach (var state in series) Know(state);
        }
    }

    /// <summary>The register's value in the newest sealed sample, or null.</summary>
    public double? SealedRegisterOf(SeriesName series)
    {
        lock (_gate) return _sealedRegisters.TryGetValue(series, out var register) ? register : null;
    }

    /// <summary>The oldest samples, as many as fit a batch; they stay until <see cref="Sealed"/> or <see cref="NotSealed"/> is called.</summary>
    public UnsealedSample[] BeginSealing()
    {
        lock (_gate)
        {
            _beingSealed = Math.Min(_waiting.Count, _options.MaxSamples);
            return [.. _waiting.Take(_beingSealed).Select(waiting => waiting.Sample)];
        }
    }

    /// <summary>What <see cref="BeginSealing"/> gave is durable.</summary>
    public void Sealed()
    {
        lock (_gate)
        {
            foreach (var (waiting, _) in _waiting.Take(_beingSealed))
            {
                if (waiting.IsRegister) _sealedRegisters[waiting.Sample.Series] = waiting.Sample.Value;
            }

            Remove(0, _beingSealed);
            _beingSealed = 0;
        }
    }

    /// <summary>What <see cref="BeginSealing"/> gave goes on waiting.</summary>
    public void NotSealed()
    {
        lock (_gate) _beingSealed = 0;
    }

    /// <summary>Completes once at most <paramref name="left"/> of the samples that wait now still do.</summary>
    public Task AllButAsync(int left)
    {
        lock (_gate)
        {
            if (_waiting.Count <= left) return Task.CompletedTask;
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((_goneCount + _waiting.Count - left, gone));
            return gone.Task;
        }
    }

    private void Know(SeriesState state)
    {
        _newest[state.Series] = state.Newest;
        if (state.Register is { } register) _sealedRegisters[state.Series] = register;
    }

    private LostSamples DropOldest()
    {
        var count = Math.Min(_options.MaxSamples, _waiting.Count - _beingSealed);
        if (count == 0) return default;
        var times = _waiting.GetRange(_beingSealed, count).ConvertAll(waiting => waiting.Sample.Sample.Time);
        Remove(_beingSealed, count);
        return new LostSamples(count, times.Min(), times.Max());
    }

    private void Remove(int from, int count)
    {
        _waiting.RemoveRange(from, count);
        _goneCount += count;
        foreach (var watcher in _watchers.Where(watcher => watcher.Ordinal <= _goneCount)) watcher.Gone.TrySetResult();
        _watchers.RemoveAll(watcher => watcher.Ordinal <= _goneCount);
    }
}
