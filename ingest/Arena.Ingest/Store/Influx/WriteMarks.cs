using System.Text;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Influx;

/// <summary>The mark of a write: its number, counted up for ever, and its own time in the database, later than that of every mark before.</summary>
internal readonly record struct WriteMark(long Number, UnixTime At);

/// <summary>
/// Marks every write of samples with a line of its own, and remembers in table <c>mark</c> of <c>arena.db</c> which of them the database confirmed
/// and has not yet shown to have. The newest one stays there, so that a database that was put back is noticed.
/// </summary>
/// <remarks>
/// <c>arena_ledger,generation=…,site=… number=…i,ledger=…i</c>: <c>ledger</c> is the newest number that was in the table when this was written. So a
/// ledger that has less than a mark says was restored; and a database that lacks a mark the table has forgot or was restored. Writes overlap: one may be
/// marked and another confirmed while the file's writer has its turn.
/// </remarks>
internal sealed class WriteMarks(string site, string? instance, TimeProvider time) : IFilePart
{
    public const string Measurement = "arena_ledger";

    // Of several ingest services at one database each counts its own writes.
    private readonly byte[] _tags = [.. Encoding.UTF8.GetBytes(instance is null ? "" : $",instance={instance}"), .. ",site="u8, .. LineProtocol.Key(site), .. " number="u8];
    private readonly Lock _lock = new();
    private readonly List<WriteMark> _confirmed = [];
    private readonly SortedList<long, WriteMark> _expected = [];

    // Of the running transaction: what it writes of the confirmed ones, and below which number it takes them out.
    private readonly List<WriteMark> _writing = [];
    private long _proving;
    private Statement? _insert;
    private Statement? _delete;
    private long _last;
    private long _lastTime;

    /// <summary>Number of the newest write, confirmed or not.</summary>
    public long Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Generation that marks are written under; 0 writes none, where they could not be read back.</summary>
    public long Generation { get; set; }

    /// <summary>Newest number in the table, 0 before the first.</summary>
    public long Durable
    {
        get
        {
            lock (_lock) return NewestExpected();
        }
    }

    /// <summary>What the database must have, in order.</summary>
    public IReadOnlyList<WriteMark> Expected
    {
        get
        {
            lock (_lock) return [.. _expected.Values];
        }
    }

    /// <summary>Goes on behind what the database has.</summary>
    public void Continue(WriteMark newest)
    {
        lock (_lock)
        {
            _last = Math.Max(_last, newest.Number);
            _lastTime = Math.Max(_lastTime, newest.At.Microseconds);
        }
    }

    /// <summary>Appends the line of a new mark; null where none are written.</summary>
    public WriteMark? Append(LineBuffer buffer)
    {
        if (Generation == 0)
            return null;
        WriteMark mark;
        long durable;
        lock (_lock)
        {
            _lastTime = Math.Max(_lastTime + 1, UnixTime.From(time.GetUtcNow()).Microseconds);
            mark = new WriteMark(++_last, new UnixTime(_lastTime));
            durable = NewestExpected();
        }

        buffer.Append("arena_ledger,generation="u8);
        buffer.AppendInteger(Generation);
        buffer.Append(_tags);
        buffer.AppendInteger(mark.Number);
        buffer.Append("i,ledger="u8);
        buffer.AppendInteger(durable);
        buffer.Append("i"u8);
        buffer.EndLine(mark.At);
        return mark;
    }

    /// <summary>The database confirmed the write.</summary>
    public void Confirmed(WriteMark mark)
    {
        lock (_lock) _confirmed.Add(mark);
    }

    /// <summary>Stages what was confirmed. When the transaction fails it is staged again with the next: the samples are there.</summary>
    public void Write()
    {
        lock (_lock)
        {
            _writing.AddRange(_confirmed);
            _confirmed.Clear();
        }

        foreach (var mark in _writing)
            _insert!.Bind(1, mark.Number).Bind(2, mark.At.Microseconds).Run();
    }

    /// <summary>Stages that the database was seen to have everything below a number.</summary>
    public void Prove(long below)
    {
        _delete!.Bind(1, below).Run();
        _proving = below;
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Discard();
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS mark (number INTEGER PRIMARY KEY, at_us INTEGER NOT NULL)");
        _insert = new Statement(writer, "INSERT OR REPLACE INTO mark (number, at_us) VALUES (?1, ?2)", 2);
        _delete = new Statement(writer, "DELETE FROM mark WHERE number < ?1", 1);
        using var all = new Statement(writer, "SELECT number, at_us FROM mark ORDER BY number", 0);
        using var rows = all.Rows();
        lock (_lock)
        {
            _expected.Clear();
            while (rows.Read())
                _expected.Add(rows.GetInt64(0), new WriteMark(rows.GetInt64(0), new UnixTime(rows.GetInt64(1))));
        }

        if (_expected.Count > 0)
            Continue(_expected.Values[^1]);
    }

    public void Publish()
    {
        lock (_lock)
        {
            while (_expected.Count > 0 && _expected.Keys[0] < _proving)
                _expected.RemoveAt(0);
            foreach (var mark in _writing)
                _expected[mark.Number] = mark;
        }

        _writing.Clear();
        _proving = 0;
    }

    public void Discard()
    {
        lock (_lock) _confirmed.InsertRange(0, _writing);
        _writing.Clear();
        _proving = 0;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _delete?.Dispose();
    }

    private long NewestExpected() => _expected.Count == 0 ? 0 : _expected.Keys[^1];
}
