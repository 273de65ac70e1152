using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>Table <c>series</c>: a small number for each point and quantity.</summary>
internal sealed class SeriesTable : IFilePart
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SeriesName, int> _ids = new(SeriesIdentity.Comparer);
    private readonly Dictionary<int, SeriesName> _names = [];
    private readonly List<SeriesName> _staged = [];
    private Statement? _insert;

    /// <summary>The number of a series, staged when it is new. For the writer.</summary>
    public int Stage(SeriesName name)
    {
        if (_ids.TryGetValue(name, out var id))
            return id;
        id = (int)(long)_insert!.Bind(1, name.Point).Bind(2, name.Quantity.Name).Scalar()!;
        lock (_lock)
        {
            _ids.Add(name, id);
            _names.Add(id, name);
        }

        _staged.Add(name);
        return id;
    }

    /// <summary>The number of a series, if it has ever had a sample.</summary>
    public bool TryGet(SeriesName name, out int id)
    {
        lock (_lock) return _ids.TryGetValue(name, out id);
    }

    /// <summary>The name behind a number.</summary>
    public SeriesName this[int id]
    {
        get
        {
            lock (_lock) return _names[id];
        }
    }

    /// <summary>Whether the number's quantity is still in the registry.</summary>
    public bool Knows(int id)
    {
        lock (_lock) return _names.ContainsKey(id);
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Statement.Run(
            writer, "CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, point TEXT NOT NULL, quantity TEXT NOT NULL, UNIQUE (point, quantity))");
        _insert = new Statement(writer, "INSERT INTO series (point, quantity) VALUES (?1, ?2) RETURNING id", 2);
        _staged.Clear();
        using var all = new Statement(writer, "SELECT id, point, quantity FROM series", 0);
        using var rows = all.Rows();
        lock (_lock)
        {
            _ids.Clear();
            _names.Clear();
            while (rows.Read())
            {
                // The registry is only ever added to; a quantity of a newer Arena is left alone.
                if (!Quantities.TryGet(rows.GetString(2), out var quantity))
                    continue;
                var name = new SeriesName(rows.GetString(1), quantity);
                _ids.Add(name, rows.GetInt32(0));
                _names.Add(rows.GetInt32(0), name);
            }
        }
    }

    public void Publish() => _staged.Clear();

    public void Discard()
    {
        lock (_lock)
        {
            foreach (var name in _staged)
            {
                _names.Remove(_ids[name]);
                _ids.Remove(name);
            }
        }

        _staged.Clear();
    }

    public void Dispose() => _insert?.Dispose();
}
