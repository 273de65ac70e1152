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
/// ledger that has less than a mark says was restored; and a database that lacks a mark the table has forgot or was restored.
/// </remarks>
internal sealed class WriteMarks(string site, string? instance, TimeProvider time) : IFilePart
{
    public const string Measurement = "arena_ledger";

    // Of several ingest services at one database each counts its own writes.
    private readonly byte[] _tags = [.. Encoding.UTF8.GetBytes(instance is null ? "" : $",instance={instance}"), .. ",site="u8, .. LineProtocol.Key(site), .. " number="u8];
    private readonly List<WriteMark> _confirmed = [];
    private readonly SortedDictionary<long, WriteMark> _expected = [];
    private readonly List<Action> _staged = [];
    private SqliteConnection? _writer;
    private long _lastTime;

    /// <summary>Number of the newest write, confirmed or not.</summary>
    public long Last { get; private set; }

    /// <summary>Generation that marks are written under; 0 writes none, where they could not be read back.</summary>
    public long Generation { get; set; }

    /// <summary>Newest number in the table, 0 before the first.</summary>
    public long Durable => _expected.Count == 0 ? 0 : _expected.Keys.Last();

    /// <summary>What the database must have, in order.</summary>
    public IReadOnlyCollection<WriteMark> Expected => _expected.Values;

    /// <summary>Goes on behind what the database has.</summary>
    public void Continue(WriteMark newest)
    {
        Last = Math.Max(Last, newest.Number);
        _lastTime = Math.Max(_lastTime, newest.At.Microseconds);
    }

    /// <summary>Appends the line of a new mark; null where none are written.</summary>
    public WriteMark? Append(LineBuffer buffer)
    {
        if (Generation == 0)
            return null;
        _lastTime = Math.Max(_lastTime + 1, UnixTime.From(time.GetUtcNow()).Microseconds);
        var mark = new WriteMark(++Last, new UnixTime(_lastTime));
        buffer.Append("arena_ledger,generation="u8);
        buffer.AppendInteger(Generation);
        buffer.Append(_tags);
        buffer.AppendInteger(mark.Number);
        buffer.Append("i,ledger="u8);
        buffer.AppendInteger(Durable);
        buffer.Append("i "u8);
        buffer.AppendTime(mark.At);
        buffer.Append("\n"u8);
        return mark;
    }

    /// <summary>The database confirmed the write.</summary>
    public void Confirmed(WriteMark mark) => _confirmed.Add(mark);

    /// <summary>Stages what was confirmed. When the transaction fails it is staged again with the next: the samples are there.</summary>
    public void Write()
    {
        foreach (var mark in _confirmed)
        {
            using var insert = new Statement(_writer!, "INSERT OR REPLACE INTO mark (number, at_us) VALUES (?1, ?2)", 2);
            insert.Bind(1, mark.Number).Bind(2, mark.At.Microseconds).Run();
        }

        _staged.Add(() =>
        {
            _confirmed.ForEach(mark => _expected[mark.Number] = mark);
            _confirmed.Clear();
        });
    }

    /// <summary>Stages that the database was seen to have everything below a number.</summary>
    public void Prove(long below)
    {
        using var delete = new Statement(_writer!, "DELETE FROM mark WHERE number < ?1", 1);
        delete.Bind(1, below).Run();
        _staged.Add(() =>
        {
            foreach (var number in _expected.Keys.Where(number => number < below).ToList())
                _expected.Remove(number);
        });
    }

    public void Open(SqliteConnection writer)
    {
        _writer = writer;
        Discard();
        _expected.Clear();
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS mark (number INTEGER PRIMARY KEY, at_us INTEGER NOT NULL)");
        using var all = new Statement(writer, "SELECT number, at_us FROM mark", 0);
        using var rows = all.Rows();
        while (rows.Read())
            _expected[rows.GetInt64(0)] = new WriteMark(rows.GetInt64(0), new UnixTime(rows.GetInt64(1)));
        if (_expected.Count > 0)
            Continue(_expected.Values.Last());
    }

    public void Publish()
    {
        _staged.ForEach(change => change());
        Discard();
    }

    public void Discard() => _staged.Clear();

    public void Dispose() => _writer = null;
}
