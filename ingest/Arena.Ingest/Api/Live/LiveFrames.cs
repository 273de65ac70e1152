using System.Security.Cryptography;
using System.Text;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Live;

/// <summary>
/// The frames of the live view: each is made once, whoever is sent it. A step leads from the last look to now; who fell behind gets what is newer than the
/// change it has seen, newest values only; who is new, or from another run, a snapshot.
/// </summary>
/// <remarks>
/// <code>
///   step      100 ──► 104      all who keep up
///   catch-up   87 ──► 104      all who were last told 87: a slow one, a line that broke
///   snapshot    · ──► 104      everyone else
/// </code>
/// Kept are the newest step, one snapshot and at most 32 catch-ups, till the next step; who would need the 33rd gets the snapshot. A frame may hold what
/// changed while it was made, which the next one then tells again: something may come twice, never not at all.
/// </remarks>
internal sealed class LiveFrames
{
    private const int MostCatchUps = 32;

    private readonly Lock _gate = new();
    private readonly ILiveSection[] _sections;
    private readonly LiveChanges _changes;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, LiveFrame> _catchUps = [];
    private LiveFrame? _step;
    private LiveFrame? _snapshot;
    private long _at;

    public LiveFrames(IEnumerable<ILiveSection> sections, LiveChanges changes, TimeProvider time)
    {
        (_sections, _changes, _time) = ([.. sections], changes, time);
        Names = [.. _sections.Select(section => section.Name)];
    }

    /// <summary>Names this run of ingest: 8 hex digits, anew at each start.</summary>
    public string Run { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>Names of the sections, in the order of their parts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Looks what has changed since the last step.</summary>
    /// <returns>False when nothing has.</returns>
    public bool Step()
    {
        lock (_gate)
        {
            foreach (var section in _sections)
                section.Refresh();
            var now = _changes.Count;
            if (now == _at)
                return false;
            _step = News(_at, now);
            _at = now;
            _snapshot = null;
            _catchUps.Clear();
            return true;
        }
    }

    /// <summary>How everything stands, as of the last step.</summary>
    public LiveFrame Snapshot()
    {
        lock (_gate)
            return _snapshot ??= Whole();
    }

    /// <summary>What leads from a change to the last step; null when there is nothing to tell.</summary>
    public LiveFrame? Since(long seen)
    {
        lock (_gate)
        {
            if (seen == _at)
                return null;
            if (seen == _step?.From)
                return _step;
            if (_catchUps.TryGetValue(seen, out var known))
                return known;
            // A number from the future was not given out by this run.
            if (seen > _at || _catchUps.Count == MostCatchUps)
                return _snapshot ??= Whole();
            return _catchUps[seen] = News(seen, _at);
        }
    }

    private LiveFrame News(long from, long to)
    {
        using var events = new LiveEventWriter();
        var parts = new SharedBytes?[_sections.Length];
        for (var section = 0; section < parts.Length; section++)
        {
            _sections[section].WriteNews(from, events);
            parts[section] = events.Take();
        }

        return new LiveFrame(from, to, null, parts, Bytes($"id: {LiveId.Text(Run, to)}\n\n"));
    }

    private LiveFrame Whole()
    {
        using var events = new LiveEventWriter();
        var parts = new SharedBytes?[_sections.Length];
        for (var section = 0; section < parts.Length; section++)
        {
            events.Field(_sections[section]);
            parts[section] = events.Take();
        }

        var head = Bytes($"event: snapshot\ndata: {{\"t\":\"{_time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"");
        return new LiveFrame(-1, _at, head, parts, Bytes($"}}\nid: {LiveId.Text(Run, _at)}\n\n"));
    }

    private static SharedBytes Bytes(FormattableString text) => new(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));
}
