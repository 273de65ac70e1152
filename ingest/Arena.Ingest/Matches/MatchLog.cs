using System.Text.Json;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Matches;

/// <summary>
/// <c>matches.db</c>: everything that was said of matches, one row each, never changed. A file of its own, because it can't be had again from anywhere. Made
/// when the first thing is said.
/// </summary>
internal sealed class MatchLog(string folder) : IDisposable
{
    /// <summary>Most events: a hundred a match for a century.</summary>
    public const int Most = 200_000;

    private readonly Lock _gate = new();
    private readonly List<MatchEvent> _events = [];
    private SqliteConnection? _file;
    private bool _read;

    /// <summary>Where it lies.</summary>
    public string FilePath { get; } = Path.Combine(folder, "matches.db");

    /// <summary>All of it, in its order.</summary>
    /// <exception cref="StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<MatchEvent> All()
    {
        lock (_gate)
        {
            Read();
            return [.. _events];
        }
    }

    /// <summary>What was said of one match.</summary>
    public IReadOnlyList<MatchEvent> Of(string match)
    {
        lock (_gate)
        {
            Read();
            return _events.FindAll(each => each.Match == match);
        }
    }

    /// <summary>Whether something was said under this name.</summary>
    public bool Has(string action)
    {
        lock (_gate)
        {
            Read();
            return _events.Exists(each => each.Said.Action == action);
        }
    }

    /// <summary>Adds events, all or none; durable when it returns.</summary>
    /// <exception cref="StoreUnavailableException">None of it is written.</exception>
    public IReadOnlyList<MatchEvent> Add(string who, UnixTime at, IReadOnlyList<(string Match, MatchSaid Said)> said)
    {
        lock (_gate)
        {
            Read();
            if (_events.Count + said.Count > Most)
                throw new StoreUnavailableException($"{FilePath} has {_events.Count} events and takes at most {Most}: move it away, and begin a new one");
            try
            {
                var added = Write(Open(), who, at, said);
                _events.AddRange(added);
                return added;
            }
            catch (SqliteException fault)
            {
                Close();
                throw SqliteFault.Unavailable(FilePath, fault);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private static List<MatchEvent> Write(SqliteConnection file, string who, UnixTime at, IReadOnlyList<(string Match, MatchSaid Said)> said)
    {
        var added = new List<MatchEvent>();
        using var transaction = file.BeginTransaction();
        using var insert = file.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO event (at_us, who, match, said) VALUES ($at, $who, $match, $said) RETURNING id";
        foreach (var (match, what) in said)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$at", at.Microseconds);
            insert.Parameters.AddWithValue("$who", who);
            insert.Parameters.AddWithValue("$match", match);
            insert.Parameters.AddWithValue("$said", JsonSerializer.Serialize(what, MatchJson.Default.MatchSaid));
            added.Add(new MatchEvent((long)insert.ExecuteScalar()!, at, who, match, what));
        }

        transaction.Commit();
        return added;
    }

    private void Read()
    {
        if (_read)
            return;
        try
        {
            if (File.Exists(FilePath))
            {
                _events.Clear();
                using var all = new Statement(Open(), "SELECT id, at_us, who, match, said FROM event ORDER BY id", 0);
                using var rows = all.Rows();
                while (rows.Read())
                    _events.Add(Event(rows));
            }

            _read = true;
        }
        catch (SqliteException fault)
        {
            Close();
            throw SqliteFault.Unavailable(FilePath, fault);
        }
    }

    private MatchEvent Event(SqliteDataReader row)
    {
        try
        {
            return new MatchEvent(
                row.GetInt64(0), new UnixTime(row.GetInt64(1)), row.GetString(2), row.GetString(3),
                JsonSerializer.Deserialize(row.GetString(4), MatchJson.Default.MatchSaid) ?? throw new JsonException("null"));
        }
        catch (JsonException fault)
        {
            throw new StoreUnavailableException($"{FilePath} has an event {row.GetInt64(0)} that can't be read: restore it from a backup", fault);
        }
    }

    private SqliteConnection Open()
    {
        if (_file is not null)
            return _file;
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            file.Open();
            Statement.Run(file, "PRAGMA journal_mode = WAL");
            Statement.Run(file, "PRAGMA synchronous = FULL");
            Statement.Run(file, "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY AUTOINCREMENT, at_us INTEGER NOT NULL, who TEXT NOT NULL, match TEXT NOT NULL, said TEXT NOT NULL)");
            return _file = file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
