using System.Runtime.InteropServices;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>What became of a sample.</summary>
internal enum Staging
{
    /// <summary>New: stored with this transaction.</summary>
    Added,

    /// <summary>There already with the same value.</summary>
    Duplicate,

    /// <summary>There already with another value: the first stays.</summary>
    Conflict,
}

/// <summary>
/// The samples of <c>arena.db</c>: a head (journal on disk, sorted runs in memory) and chunks. A sample is looked for in the transaction, in
/// the head, and in chunks only when it is older than the newest of them.
/// </summary>
internal sealed class SampleTables(SeriesTable names) : IFilePart
{
    // A chunk with fewer samples is continued instead of followed by another.
    private const int SmallChunk = 64;
    private const int CachedChunks = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, SeriesHead> _heads = [];
    private readonly List<SeriesHead> _touched = [];
    private readonly List<JournalSample> _staged = [];
    // The chunk last looked up in a series, and the earliest time known to have none before it.
    private readonly Dictionary<int, (long From, SampleRun Run)> _lookedUp = [];
    private Journal? _journal;
    private ChunkTable? _chunks;
    private Action? _sealing;

    /// <summary>Samples in the head.</summary>
    public int HeadCount { get; private set; }

    /// <summary>Stages a sample; on conflict, <paramref name="stored"/> is the value that stays.</summary>
    public Staging Stage(int series, UnixTime time, double value, Quality quality, out double stored)
    {
        var head = HeadOf(series);
        var t = time.Microseconds;
        var place = head.Staged.Find(t);
        if (place >= 0)
            stored = head.Staged.Values[place];
        else if (head.Head.Find(t) is var index and >= 0)
            stored = head.Head.Values[index];
        else if (!InChunks(head, t, out stored))
        {
            if (head.Staged.Count == 0)
                _touched.Add(head);
            head.Staged.Insert(~place, t, value, (int)quality);
            _staged.Add(new JournalSample(series, (int)quality, t, value));
            return Staging.Added;
        }

        return BitConverter.DoubleToInt64Bits(stored) == BitConverter.DoubleToInt64Bits(value) ? Staging.Duplicate : Staging.Conflict;
    }

    /// <summary>Writes what is staged into the journal.</summary>
    public void Write() => _journal!.Append(CollectionsMarshal.AsSpan(_staged));

    /// <summary>Moves the whole head into chunks. A transaction of its own.</summary>
    public void Seal()
    {
        foreach (var head in _heads.Values.Where(head => head.Head.Count > 0))
            Seal(head);
        _journal!.Clear();
        _lookedUp.Clear();
        _sealing = () =>
        {
            foreach (var head in _heads.Values.Where(head => head.Head.Count > 0))
                head.TakeHead();
            HeadCount = 0;
        };
    }

    /// <summary>A copy of what the head holds of a series in a span.</summary>
    public SampleRun Head(int series, long from, long to)
    {
        lock (_lock)
        {
            if (!_heads.TryGetValue(series, out var head))
                return new SampleRun();
            var start = head.Head.From(from);
            return head.Head.Slice(start, Math.Max(start, head.Head.From(to)));
        }
    }

    /// <summary>The newest sample of every series.</summary>
    public List<Sample> Latest()
    {
        lock (_lock)
        {
            return
            [
                .. from head in _heads.Values
                   where names.Knows(head.Series)
                   let latest = head.Latest
                   where latest is not null
                   select new Sample(names[head.Series], latest.Value.Time, latest.Value.Value, latest.Value.Quality),
            ];
        }
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        (_journal, _chunks) = (new Journal(writer), new ChunkTable(writer));

        // Readers wait: half a head would look like samples that were never there.
        lock (_lock)
        {
            Forget();
            _heads.Clear();
            HeadCount = 0;
            foreach (var row in _journal.Rows())
            {
                foreach (var sample in Journal.Samples(row))
                    Stage(sample.Series, new UnixTime(sample.Time), sample.Value, (Quality)sample.Quality, out _);
                Publish();
            }

            using var all = new Statement(writer, "SELECT id FROM series", 0);
            using var rows = all.Rows();
            while (rows.Read())
                HeadOf(rows.GetInt32(0));
        }
    }

    public void Publish()
    {
        lock (_lock)
        {
            foreach (var head in _touched)
                head.Head.Merge(head.Staged);
            HeadCount += _staged.Count;
            _sealing?.Invoke();
            Forget();
        }
    }

    public void Discard()
    {
        lock (_lock) Forget();
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _chunks?.Dispose();
    }

    private void Forget()
    {
        foreach (var head in _touched)
            head.Staged.Clear();
        _touched.Clear();
        _staged.Clear();
        _lookedUp.Clear();
        _sealing = null;
    }

    private SeriesHead HeadOf(int series)
    {
        if (_heads.TryGetValue(series, out var head))
            return head;
        head = new SeriesHead(series);
        if (_chunks!.Before(series, long.MaxValue) is { } newest)
            (head.Sealed, head.SealedCount) = (SeriesHead.Last(newest.Run), newest.Run.Count);
        lock (_lock) _heads.Add(series, head);
        return head;
    }

    private bool InChunks(SeriesHead head, long time, out double stored)
    {
        stored = 0;
        if (head.Sealed is not { } newest || time > newest.Time.Microseconds)
            return false;
        if (!_lookedUp.TryGetValue(head.Series, out var seen) || time < seen.From || time > seen.Run.Times[^1])
        {
            if (_chunks!.EndingAtOrAfter(head.Series, time) is not { } chunk)
                return false;
            if (_lookedUp.Count >= CachedChunks)
                _lookedUp.Clear();
            _lookedUp[head.Series] = seen = (time, chunk.Run);
        }

        var index = seen.Run.Find(time);
        if (index >= 0)
            stored = seen.Run.Values[index];
        return index >= 0;
    }

    // Each stretch of the head goes into the chunk that spans it, into a small chunk before it, or becomes chunks in the gap.
    private void Seal(SeriesHead head)
    {
        var run = head.Head;
        for (var start = 0; start < run.Count;)
        {
            var time = run.Times[start];
            var next = head.Sealed is { } newest && time <= newest.Time.Microseconds ? _chunks!.EndingAtOrAfter(head.Series, time) : null;
            var inside = next is not null && next.Run.Times[0] <= time;
            var end = next is null ? run.Count : run.From(inside ? next.Run.Times[^1] + 1 : next.Run.Times[0]);
            var into = inside ? next : SmallBefore(head, time, next is null);
            Put(head, run.Slice(start, end), into);
            start = end;
        }
    }

    private Chunk? SmallBefore(SeriesHead head, long time, bool atEnd)
    {
        if (head.Sealed is null || (atEnd && head.SealedCount >= SmallChunk))
            return null;
        return _chunks!.Before(head.Series, time) is { } before && before.Run.Count < SmallChunk ? before : null;
    }

    private void Put(SeriesHead head, SampleRun stretch, Chunk? into)
    {
        if (into is not null)
        {
            _chunks!.Delete(into);
            stretch.Merge(into.Run);
        }

        var lastCount = _chunks!.Insert(head.Series, stretch);
        if (head.Sealed is { } newest && stretch.Times[^1] < newest.Time.Microseconds)
            return;
        lock (_lock) (head.Sealed, head.SealedCount) = (SeriesHead.Last(stretch), lastCount);
    }
}
