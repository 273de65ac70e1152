using Arena.Ingest.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Rollups;

/// <summary>An hour of a series whose rollups are older than its samples.</summary>
/// <param name="Series">Number of the series.</param>
/// <param name="Hour">Start of the hour, µs since 1970.</param>
/// <param name="Version">Which marking of it was seen; a later sample marks it again.</param>
internal readonly record struct DirtyHour(int Series, long Hour, long Version);

/// <summary>
/// Table <c>dirty</c>: the hours to be rolled up, written in the transaction that makes them dirty. Bounded: when it is full, nothing is
/// stored until the roller has caught up.
/// </summary>
internal sealed class DirtyHours(TimeProvider time, int most = DirtyHours.Most) : IFilePart
{
    /// <summary>Most dirty hours, about 100 bytes of memory each.</summary>
    public const int Most = 500_000;

    private readonly Lock _lock = new();
    private readonly Queue<(int Series, long Hour, long Since)> _order = new();

    // Of the running transaction; what of it was clean until now, each once.
    private readonly List<(int Series, long Hour)> _staged = [];
    private readonly HashSet<(int Series, long Hour)> _fresh = [];
    private readonly List<(int Series, long Hour)> _cleaned = [];

    // By number of the series. Changed by the writer alone, under the lock; so the writer reads it without.
    private SeriesHours?[] _hours = [];
    private Statement? _insert;
    private Statement? _delete;
    private long _transaction = 1;
    private long _version;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>More than half of what fits.</summary>
    public bool Crowded => Count > most / 2;

    /// <summary>Marks the hour of a new sample.</summary>
    /// <exception cref="StoreUnavailableException">There are too many.</exception>
    public void Stage(int series, long timeUs)
    {
        var hours = OfWriter(series);
        var (last, transaction) = hours.Staged;
        if (transaction == _transaction && timeUs >= last && timeUs - last < RollupLevels.HourUs)
            return;
        var hour = RollupLevels.Floor(timeUs, RollupLevels.HourUs);
        hours.Staged = (hour, _transaction);
        _staged.Add((series, hour));
        if (!hours.Contains(hour) && _fresh.Add((series, hour)) && Count + _fresh.Count > most)
            throw new StoreUnavailableException($"{most} hours wait to be rolled up: nothing is stored until the roller has caught up");
    }

    /// <summary>Writes what is staged.</summary>
    public void Write()
    {
        foreach (var (series, hour) in _fresh)
            _insert!.Bind(1, series).Bind(2, hour).Run();
    }

    /// <summary>Takes an hour off in this transaction, unless it was marked again since it was seen.</summary>
    public void Clean(DirtyHour seen)
    {
        lock (_lock)
        {
            if (Find(seen.Series) is not { } hours || !hours.TryGet(seen.Hour, out var version) || version != seen.Version)
                return;
        }

        _delete!.Bind(1, seen.Series).Bind(2, seen.Hour).Run();
        _cleaned.Add((seen.Series, seen.Hour));
    }

    /// <summary>The dirty hours of a series that touch a span, in order.</summary>
    public List<long> Of(int series, long from, long to)
    {
        lock (_lock)
        {
            List<long> touched = [.. (Find(series)?.Hours ?? []).Where(hour => hour < to && hour + RollupLevels.HourUs > from)];
            touched.Sort();
            return touched;
        }
    }

    /// <summary>The hours longest dirty, at least <paramref name="age"/>; at most <paramref name="most"/>. Return them with <see cref="PutBack"/>.</summary>
    public List<DirtyHour> Take(TimeSpan age, int most)
    {
        var taken = new List<DirtyHour>();
        lock (_lock)
        {
            while (taken.Count < most && _order.TryPeek(out var first) && time.GetElapsedTime(first.Since) >= age)
            {
                _order.Dequeue();
                if (Find(first.Series) is { } hours && hours.TryGet(first.Hour, out var version))
                    taken.Add(new DirtyHour(first.Series, first.Hour, version));
            }
        }

        return taken;
    }

    /// <summary>Puts those of the taken hours that are still dirty at the end of the queue.</summary>
    public void PutBack(IReadOnlyList<DirtyHour> taken)
    {
        lock (_lock)
        {
            foreach (var hour in taken)
            {
                if (Find(hour.Series)?.Contains(hour.Hour) == true)
                    _order.Enqueue((hour.Series, hour.Hour, time.GetTimestamp()));
            }
        }
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Statement.Run(
            writer, "CREATE TABLE IF NOT EXISTS dirty (series INTEGER NOT NULL, hour_us INTEGER NOT NULL, PRIMARY KEY (series, hour_us)) WITHOUT ROWID");
        _insert = new Statement(writer, "INSERT OR IGNORE INTO dirty (series, hour_us) VALUES (?1, ?2)", 2);
        _delete = new Statement(writer, "DELETE FROM dirty WHERE series = ?1 AND hour_us = ?2", 2);
        using var all = new Statement(writer, "SELECT series, hour_us FROM dirty ORDER BY hour_us", 0);
        using var rows = all.Rows();
        lock (_lock)
        {
            Discard();
            _hours = [];
            _order.Clear();
            _count = 0;
            while (rows.Read())
                Mark(rows.GetInt32(0), rows.GetInt64(1));
        }
    }

    public void Publish()
    {
        lock (_lock)
        {
            foreach (var (series, hour) in _cleaned)
            {
                Find(series)!.Remove(hour);
                _count--;
            }

            foreach (var (series, hour) in _staged)
                Mark(series, hour);
            Discard();
        }
    }

    public void Discard()
    {
        _staged.Clear();
        _fresh.Clear();
        _cleaned.Clear();
        _transaction++;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _delete?.Dispose();
    }

    private void Mark(int series, long hour)
    {
        if (!OfWriter(series).Mark(hour, ++_version))
            return;
        _count++;
        _order.Enqueue((series, hour, time.GetTimestamp()));
    }

    private SeriesHours? Find(int series) => (uint)series < (uint)_hours.Length ? _hours[series] : null;

    private SeriesHours OfWriter(int series)
    {
        if (Find(series) is { } known)
            return known;
        lock (_lock)
        {
            if (series >= _hours.Length)
                Array.Resize(ref _hours, Math.Max(series + 1, _hours.Length * 2));
            return _hours[series] = new SeriesHours();
        }
    }
}
