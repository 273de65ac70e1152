using Arena.Edge.Time;
using Arena.Wire;

namespace Arena.Edge.Sensors;

/// <summary>
/// A node's clock: a timeline of its own that begins at wall time and runs on with the machine's monotonic clock, so it never jumps, whatever
/// happens to the wall clock. While the node's past is played it stands where the play put it, and a timer moves it on and fires at once.
/// </summary>
/// <remarks>
/// For one <see cref="NodeSampler"/> and its hardware, nobody else: a time-out set on it during a play would fire at once. What sensors date by it
/// becomes wall time in <see cref="DatedSink"/>.
/// </remarks>
internal sealed class NodeClock : TimeProvider
{
    private const long NsPerSecond = 1_000_000_000;

    private readonly TimeProvider _inner;
    private readonly IClockSource? _source;
    private readonly Func<TimeSpan> _sinceBoot;
    private DateTimeOffset _anchorWall;
    private long _anchorTimestamp;
    private long _bootTicks;
    private long _paceTicks;
    private long _playedTicks;
    private volatile bool _playing;

    /// <param name="inner">Wall clock, timestamps and timers.</param>
    /// <param name="source">The machine's clocks; without it timestamps stand for the time since boot.</param>
    public NodeClock(TimeProvider inner, IClockSource? source = null)
    {
        _inner = inner;
        _source = source;
        _sinceBoot = source is null ? () => inner.GetElapsedTime(0) : () => source.SinceBoot;
        Begin(source?.Read().Wall ?? UnixTime.From(inner.GetUtcNow()));
    }

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    /// <summary>It stands in a played past.</summary>
    public bool IsPlaying => _playing;

    public override DateTimeOffset GetUtcNow() =>
        new(_playing ? Volatile.Read(ref _playedTicks) : Volatile.Read(ref _bootTicks) + _sinceBoot().Ticks, TimeSpan.Zero);

    public override long GetTimestamp()
    {
        if (!_playing) return _inner.GetTimestamp();
        var sinceAnchor = _playedTicks - _anchorWall.UtcTicks;
        return _anchorTimestamp + (long)((Int128)sinceAnchor * TimestampFrequency / TimeSpan.TicksPerSecond);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!_playing) return _inner.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Timeout.InfiniteTimeSpan) return FiredTimer.Instance;
        _playedTicks += dueTime.Ticks;
        callback(state);
        return FiredTimer.Instance;
    }

    /// <summary>The timeline as sensors date by it: whole milliseconds.</summary>
    public UnixTime Now => Truncated(GetUtcNow().UtcTicks);

    /// <summary>The timeline outside of any play, whole milliseconds.</summary>
    public UnixTime LiveNow => Truncated(Volatile.Read(ref _bootTicks) + _sinceBoot().Ticks);

    /// <summary>
    /// Wall time as far as it is known, in whole milliseconds: when readings are due goes by it, so that they keep their rhythm across restarts. It
    /// may jump.
    /// </summary>
    public UnixTime PaceNow => Truncated(GetUtcNow().UtcTicks + (_playing ? 0 : Volatile.Read(ref _paceTicks)));

    /// <summary>How far off the machine's wall clock may be now; null where nobody was given to say.</summary>
    public TimeSpan? WallError => _source?.Read().Error;

    /// <summary><see cref="GetTimestamp"/> in ns: CLOCK_MONOTONIC, as the kernel dates line events.</summary>
    public long MonotonicNs => Nanoseconds(GetTimestamp());

    /// <summary>The moment of a line event on the timeline, in whole milliseconds: as long ago as the monotonic clock says.</summary>
    public UnixTime At(long monotonicNs) =>
        Truncated(GetUtcNow().UtcTicks - ((MonotonicNs - monotonicNs) / TimeSpan.NanosecondsPerTick));

    /// <summary>Time since the machine's start of a moment on the timeline.</summary>
    public TimeSpan SinceBootAt(UnixTime time) => time.ToDateTimeOffset() - new DateTimeOffset(Volatile.Read(ref _bootTicks), TimeSpan.Zero);

    /// <summary>Begins the timeline at a wall time. Before the first reading only: what was dated by the former would be misread.</summary>
    internal void Begin(UnixTime now)
    {
        Volatile.Write(ref _bootTicks, now.ToDateTimeOffset().UtcTicks - _sinceBoot().Ticks);
        Volatile.Write(ref _paceTicks, 0);
        (_anchorWall, _anchorTimestamp) = (GetUtcNow(), _inner.GetTimestamp());
    }

    /// <summary>Tells the wall time of now, for the rhythm of readings.</summary>
    internal void Follow(UnixTime now) =>
        Volatile.Write(ref _paceTicks, now.ToDateTimeOffset().UtcTicks - Volatile.Read(ref _bootTicks) - _sinceBoot().Ticks);

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
