using Arena.Ingest.Said;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Matches;

/// <summary>All matches as they stand now. Read by everyone; changed by what is said of them, which is durable first.</summary>
internal sealed class MatchBook(SiteManifest site, MatchLog log)
{
    private readonly Lock _gate = new();
    private volatile Dictionary<string, MatchDay>? _matches;
    private long _version;

    /// <summary>Grows with everything that is said.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>In the order of their kick-offs.</summary>
    public IReadOnlyList<MatchDay> All => [.. Matches.Values.OrderBy(match => match.KickOff)];

    private Dictionary<string, MatchDay> Matches
    {
        get
        {
            if (_matches is { } told)
                return told;
            lock (_gate)
                return _matches ??= MatchStory.Tell(site, log.All());
        }
    }

    public MatchDay? Find(string name) => Matches.GetValueOrDefault(name);

    /// <summary>The match that is going on, of several the one that kicks off last; null when none is.</summary>
    public MatchDay? On(UnixTime now) => Matches.Values.Where(match => match.IsOn(now)).MaxBy(match => match.KickOff);

    /// <summary>The next one whose gates are not open yet; null when there is none.</summary>
    public MatchDay? Next(UnixTime now) => Matches.Values.Where(match => !match.Cancelled && match.Timeline.From > now).MinBy(match => match.KickOff);

    /// <summary>Whether something was said under this name.</summary>
    public bool Has(string action) => log.Has(action);

    /// <summary>What was said of a match, in its order.</summary>
    public IReadOnlyList<SaidEvent<MatchSaid>> History(string name) => log.Of(name);

    /// <summary>
    /// Judges what is to be said by how things stand, says it, and has it durable when it returns. One at a time.
    /// </summary>
    /// <param name="who">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="judge">Given this book, what is said of which matches; it throws when something can't be said.</param>
    /// <returns>The events.</returns>
    public IReadOnlyList<SaidEvent<MatchSaid>> Say(string who, UnixTime at, Func<MatchBook, IEnumerable<(string Match, MatchSaid Said)>> judge)
    {
        lock (_gate)
        {
            var said = log.Add(who, at, [.. judge(this)]);
            _matches = MatchStory.Tell(site, log.All());
            Interlocked.Increment(ref _version);
            return said;
        }
    }
}
