using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Said;

/// <summary>
/// Everything that people said of one kind of thing, one row each, never changed; what was said wrongly is undone by saying so. A file of its own, because it
/// can't be had again from anywhere, and for the owner's eyes alone, because names stand in it. Made when the first thing is said.
/// </summary>
/// <remarks>All of it is in memory too, once it was read.</remarks>
internal abstract class SaidLog<T>(string filePath, JsonTypeInfo<T> shape) : ISaidLog, IDisposable
    where T : class, ISaid
{
    /// <summary>Most events: some thousand a year for decades.</summary>
    public const int Most = 200_000;

    private readonly Lock _gate = new();
    private readonly List<SaidEvent<T>> _events = [];
    private readonly Dictionary<string, List<SaidEvent<T>>> _bySubject = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actions = new(StringComparer.Ordinal);
    private SqliteConnection? _file;
    private bool _read;

    /// <summary>Where it lies.</summary>
    public string FilePath { get; } = filePath;

    /// <inheritdoc/>
    public string Kind => Path.GetFileNameWithoutExtension(FilePath);

    /// <inheritdoc/>
    public IEnumerable<SaidLine> Lines(UnixTime from, UnixTime to) => All()
        .Where(each => each.At >= from && each.At < to)
        .Select(each => new SaidLine(Kind, each.Id, each.At, each.Who, each.Subject, JsonSerializer.Serialize(each.Said, shape)));

    /// <summary>All of it, in its order.</summary>
    /// <exception cref="StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<SaidEvent<T>> All()
    {
        lock (_gate)
        {
            Read();
            return [.. _events];
        }
    }

    /// <summary>What was said of one subject, in its order.</summary>
    /// <exception cref="StoreUnavailableException">The file can't be read.</exception>
    public IReadOnlyList<SaidEvent<T>> Of(string subject)
    {
        lock (_gate)
        {
            Read();
            return _bySubject.TryGetValue(subject, out var events) ? [.. events] : [];
        }
    }

    /// <summary>Whether something was said under this name.</summary>
    /// <exception cref="StoreUnavailableException">The file can't be read.</exception>
    public bool Has(string action)
    {
        lock (_gate)
        {
            Read();
            return _actions.Contains(action);
        }
    }

    /// <summary>Adds events, all or none; durable when it returns.</summary>
    /// <exception cref="StoreUnavailableException">None of it is written.</exception>
    public IReadOnlyList<SaidEvent<T>> Add(string who, UnixTime at, IReadOnlyList<(string Subject, T Said)> said)
    {
        lock (_gate)
        {
            Read();
            if (_events.Count + said.Count > Most)
                throw new StoreUnavailableException($"{FilePath} has {_events.Count} events and takes at most {Most}: move it away, and begin a new one");
            try
            {
                var added = Write(Open(), who, at, said);
                added.ForEach(Keep);
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

    private List<SaidEvent<T>> Write(SqliteConnection file, string who, UnixTime at, IReadOnlyList<(string Subject, T Said)> said)
    {
        var added = new List<SaidEvent<T>>();
        using var transaction = file.BeginTransaction();
        using var insert = file.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO event (at_us, who, subject, said) VALUES ($at, $who, $subject, $said) RETURNING id";
        foreach (var (subject, what) in said)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$at", at.Microseconds);
            insert.Parameters.AddWithValue("$who", who);
            insert.Parameters.AddWithValue("$subject", subject);
            insert.Parameters.AddWithValue("$said", JsonSerializer.Serialize(what, shape));
            added.Add(new SaidEvent<T>((long)insert.ExecuteScalar()!, at, who, subject, what));
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
                _bySubject.Clear();
                _actions.Clear();
                using var all = new Statement(Open(), "SELECT id, at_us, who, subject, said FROM event ORDER BY id", 0);
                using var rows = all.Rows();
                while (rows.Read())
                    Keep(Event(rows));
            }

            _read = true;
        }
        catch (SqliteException fault)
        {
            Close();
            throw SqliteFault.Unavailable(FilePath, fault);
        }
    }

    private void Keep(SaidEvent<T> said)
    {
        _events.Add(said);
        (CollectionsMarshal.GetValueRefOrAddDefault(_bySubject, said.Subject, out _) ??= []).Add(said);
        if (said.Said.Action is { } action)
            _actions.Add(action);
    }

    private SaidEvent<T> Event(SqliteDataReader row)
    {
        try
        {
            return new SaidEvent<T>(
                row.GetInt64(0), new UnixTime(row.GetInt64(1)), row.GetString(2), row.GetString(3),
                JsonSerializer.Deserialize(row.GetString(4), shape) ?? throw new JsonException("null"));
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
        PrivateFile.Make(FilePath);
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            file.Open();
            Statement.Run(file, "PRAGMA journal_mode = WAL");
            Statement.Run(file, "PRAGMA synchronous = FULL");
            Statement.Run(file, "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY AUTOINCREMENT, at_us INTEGER NOT NULL, who TEXT NOT NULL, subject TEXT NOT NULL, said TEXT NOT NULL)");
            Rename(file);
            return _file = file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A file from when there were only matches.
    private static void Rename(SqliteConnection file)
    {
        bool old;
        using (var columns = new Statement(file, "SELECT 1 FROM pragma_table_info('event') WHERE name = 'match'", 0))
        using (var rows = columns.Rows())
            old = rows.Read();
        if (old)
            Statement.Run(file, "ALTER TABLE event RENAME COLUMN match TO subject");
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
