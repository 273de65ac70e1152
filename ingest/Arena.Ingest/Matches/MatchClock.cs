using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>The match that is going on, its phase, and the next match. Worked out when a phase changes or something is said, and told to any number of watchers.</summary>
internal sealed class MatchClock(MatchBook book, TimeProvider time)
{
    private readonly Lock _gate = new();
    private MatchNow? _now;
    private long _version = -1;
    private UnixTime _until;

    /// <summary>How it stands; the same object as long as nothing changes.</summary>
    public MatchNow Now()
    {
        var now = UnixTime.From(time.GetUtcNow());
        lock (_gate)
        {
            if (_now is { } known && _version == book.Version && now < _until && now >= known.Since)
                return known;
            _version = book.Version;
            var (on, next) = (book.On(now), book.Next(now));
            var boundary = on?.Timeline.After(now);
            _until = Earlier(boundary?.At, next?.Timeline.From);
            return _now = new MatchNow(now, on, on?.Timeline.At(now) ?? MatchPhase.Over, on?.Timeline.Starts.Last(start => start.At <= now), boundary, next);
        }
    }

    private static UnixTime Earlier(UnixTime? one, UnixTime? other) => new(Math.Min((one ?? UnixTime.Max).Microseconds, (other ?? UnixTime.Max).Microseconds));
}

/// <summary>How a match day stands.</summary>
/// <param name="Since">When this was worked out.</param>
/// <param name="Match">The match that is going on, from the gates to the end of cleaning; null when none is.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Began">When the phase began.</param>
/// <param name="Following">The phase that follows, as planned.</param>
/// <param name="Next">The next match; null when none is known.</param>
internal sealed record MatchNow(UnixTime Since, MatchDay? Match, MatchPhase Phase, PhaseStart? Began, PhaseStart? Following, MatchDay? Next);
