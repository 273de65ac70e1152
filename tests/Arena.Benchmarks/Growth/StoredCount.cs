using Microsoft.Data.Sqlite;

namespace Arena.Benchmarks.Growth;

/// <summary>How many samples an <c>arena.db</c> holds, read from beside the process that writes it: asking that one would be work of its own.</summary>
internal sealed class StoredCount : IDisposable
{
    // Of the journal, 24 bytes each; chunks know their number.
    private const string Count = "SELECT coalesce((SELECT sum(length(data)) / 24 FROM journal), 0) + coalesce((SELECT sum(count) FROM chunk), 0)";

    private readonly SqliteConnection _connection;

    public StoredCount(string folder)
    {
        var path = Path.Combine(folder, "arena.db");
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
    }

    public long Now()
    {
        using var count = _connection.CreateCommand();
        count.CommandText = Count;
        return (long)count.ExecuteScalar()!;
    }

    public void Dispose() => _connection.Dispose();
}
