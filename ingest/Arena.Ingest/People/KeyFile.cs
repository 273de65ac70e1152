using Arena.Ingest.Said;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.People;

/// <summary>
/// <c>keys.db</c>: hashes of links, sessions, shared phones and PINs, for the owner's eyes alone. A file of its own: without it, everybody signs in anew by a
/// new link, and nothing else is lost.
/// </summary>
/// <exception cref="StoreUnavailableException">From every call: the file can't be used, and nothing of the call is in it.</exception>
internal sealed class KeyFile(string folder) : IDisposable
{
    private readonly Lock _gate = new();
    private SqliteConnection? _file;

    /// <summary>Where it lies.</summary>
    public string FilePath { get; } = Path.Combine(folder, "keys.db");

    public IReadOnlyList<Key> Keys() => Do(file =>
    {
        var keys = new List<Key>();
        using var all = new Statement(file, "SELECT hash, kind, person, phone, label, made_us, until_us FROM key ORDER BY made_us", 0);
        using var rows = all.Rows();
        while (rows.Read())
        {
            var hash = rows.GetFieldValue<byte[]>(0);
            keys.Add(new Key(
                Key.IdOf(hash), hash, (KeyKind)rows.GetInt32(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.IsDBNull(4) ? null : rows.GetString(4),
                new UnixTime(rows.GetInt64(5)), new UnixTime(rows.GetInt64(6))));
        }

        return keys;
    });

    /// <summary>Takes keys away and puts one in, all or nothing.</summary>
    public void Change(IEnumerable<Key> gone, Key? added) => Do(file =>
    {
        using var transaction = file.BeginTransaction();
        using var delete = new Statement(file, "DELETE FROM key WHERE hash = ?1", 1);
        foreach (var key in gone)
            delete.Bind(1, key.Hash).Run();
        if (added is not null)
        {
            using var insert = new Statement(file, "INSERT INTO key (hash, kind, person, phone, label, made_us, until_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", 7);
            insert.Bind(1, added.Hash).Bind(2, (int)added.Kind).Bind(3, added.Person).Bind(4, added.Phone).Bind(5, added.Label)
                .Bind(6, added.Made.Microseconds).Bind(7, added.Until.Microseconds).Run();
        }

        transaction.Commit();
        return 0;
    });

    public IReadOnlyDictionary<string, PinHash> Pins() => Do(file =>
    {
        var pins = new Dictionary<string, PinHash>(StringComparer.Ordinal);
        using var all = new Statement(file, "SELECT person, salt, rounds, hash FROM pin", 0);
        using var rows = all.Rows();
        while (rows.Read())
            pins[rows.GetString(0)] = new PinHash(rows.GetFieldValue<byte[]>(1), rows.GetInt32(2), rows.GetFieldValue<byte[]>(3));
        return pins;
    });

    public void Put(string person, PinHash pin) => Do(file =>
    {
        using var put = new Statement(file, "INSERT OR REPLACE INTO pin (person, salt, rounds, hash) VALUES (?1, ?2, ?3, ?4)", 4);
        return put.Bind(1, person).Bind(2, pin.Salt).Bind(3, pin.Rounds).Bind(4, pin.Hash).Run();
    });

    public void RemovePin(string person) => Do(file =>
    {
        using var delete = new Statement(file, "DELETE FROM pin WHERE person = ?1", 1);
        return delete.Bind(1, person).Run();
    });

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private T Do<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            try
            {
                return work(_file ??= Open());
            }
            catch (SqliteException fault)
            {
                Close();
                throw SqliteFault.Unavailable(FilePath, fault);
            }
        }
    }

    private SqliteConnection Open()
    {
        PrivateFile.Make(FilePath);
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            file.Open();
            Statement.Run(file, "PRAGMA journal_mode = WAL");
            Statement.Run(file, "PRAGMA synchronous = FULL");
            Statement.Run(file, "PRAGMA secure_delete = ON");
            Statement.Run(file, "CREATE TABLE IF NOT EXISTS key (hash BLOB PRIMARY KEY, kind INTEGER NOT NULL, person TEXT NOT NULL, phone TEXT, label TEXT, made_us INTEGER NOT NULL, until_us INTEGER NOT NULL)");
            Statement.Run(file, "CREATE TABLE IF NOT EXISTS pin (person TEXT PRIMARY KEY, salt BLOB NOT NULL, rounds INTEGER NOT NULL, hash BLOB NOT NULL)");
            return file;
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
