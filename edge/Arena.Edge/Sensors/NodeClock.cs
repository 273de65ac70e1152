using Arena.Wire;

namespace Arena.Edge.Sensors;

/// <summary>
/// A node's clock: real time, but while the node's past is played it stands where the play put it, and a timer moves it on and fires at once.
/// </summary>
/// <remarks>
/// For one <see cref="NodeSampler"/> and its hardware, nobody else: a time-out set on it during a play would fire at once. Wall clock and
/// timestamps keep together across the change from play to real time.
/// </remarks>
internal sealed class NodeClock(TimeProvider inner) : TimeProvider
{
    private const long NsPerSecond = 1_000_000_000;

    private readonly DateTimeOffset _anchorWall = inner.GetUtcNow();
    private readonly long _anchorTimestamp = inner.GetTimestamp();
    private long _playedTicks;
    private bool _playing;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _playing ? new DateTimeOffset(_playedTicks, TimeSpan.Zero) : inner.GetUtcNow();

    public override long GetTimestamp()
    {
        if (!_playing) return inner.GetTimestamp();
        var sinceAnchor = _playedTicks - _anchorWall.UtcTicks;
        return _anchorTimestamp + (long)((Int128)sinceAnchor * TimestampFrequency / TimeSpan.TicksPerSecond);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!_playing) return inner.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Timeout.InfiniteTimeSpan) return FiredTimer.Instance;
        _playedTicks += dueTime.Ticks;
        callback(state);
        return FiredTimer.Instance;
    }

    /// <summary>The wall clock as samples carry it: whole milliseconds.</summary>
    public UnixTime Now => Truncated(GetUtcNow().UtcTicks);

    /// <summary><see cref="GetTimestamp"/> in ns: CLOCK_MONOTONIC, as the kernel dates line events.</summary>
    public long MonotonicNs => Nanoseconds(GetTimestamp());

    /// <summary>The wall time of a line event, in whole milliseconds: as long ago as the monotonic clock says.</summary>
    public UnixTime At(long monotonicNs) =>
        Truncated(GetUtcNow().UtcTicks - ((MonotonicNs - monotonicNs) / TimeSpan.NanosecondsPerTick));

    /// <summary>Leaves real time for a play's time, or moves on in it. Never back: what is played has happened.</summary>
    internal void PlayTo(DateTimeOffset time)
    {
        if (!_playing || time.UtcTicks > _playedTicks) _playedTicks = time.UtcTicks;
        _playing = true;
    }

    /// <summary>Back to real time.</summary>
    internal void EndPlay() => _playing = false;

    private static UnixTime Truncated(long utcTicks) =>
        UnixTime.FromMilliseconds((utcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);

    private long Nanoseconds(long timestamp) => TimestampFrequency == NsPerSecond
        ? timestamp
        : (long)((Int128)timestamp * NsPerSecond / TimestampFrequency);

    private sealed class FiredTimer : ITimer
    {
        public static FiredTimer Instance { get; } = new();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
