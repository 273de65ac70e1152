using Arena.Edge.Outbox.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Tests.Outbox;

/// <summary>The first edge worker, as far as its outbox file goes: its tables and its statements, word for word.</summary>
internal sealed class OldWorker : IDisposable
{
    private readonly SqliteConnection _connection;

    public OldWorker(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        _connection.Run("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
        if (_connection.Number("PRAGMA user_version") == 1) return;
        _connection.Run(
            """
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                epoch TEXT NOT NULL,
                created INTEGER NOT NULL,
                highest INTEGER NOT NULL,
                generation INTEGER NOT NULL,
                low INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE acknowledged (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
            CREATE TABLE batches (
                seq INTEGER PRIMARY KEY,
                payload BLOB NOT NULL,
                sha256 BLOB NOT NULL,
                sealed_at INTEGER NOT NULL,
                samples INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE series (series TEXT PRIMARY KEY, newest INTEGER NOT NULL, register REAL) STRICT, WITHOUT ROWID;
            """);
        _connection.Run(
            "INSERT INTO outbox (id, epoch, created, highest, generation, low) VALUES (1, $epoch, $created, 0, 0, 0)",
            ("$epoch", Epoch.New().ToString()),
            ("$created", Wire.Some.Time.Microseconds));
        _connection.Run("PRAGMA application_id = 1098018401; PRAGMA user_version = 1");
    }

    public void Seal(Sample[] samples)
    {
        var epoch = Epoch.TryParse(_connection.Text("SELECT epoch FROM outbox"), out var own) ? own : default;
        var batch = SealedBatch.Seal(epoch, _connection.Number("SELECT highest FROM outbox") + 1, samples);
        using var transaction = _connection.BeginTransaction();
        _connection.Run(
            "INSERT INTO batches (seq, payload, sha256, sealed_at, samples) VALUES ($1, $2, $3, $4, $5)",
            ("$1", batch.Sequence),
            ("$2", batch.Payload.ToArray()),
            ("$3", batch.Hash.ToArray()),
            ("$4", samples[^1].Time.Microseconds),
            ("$5", samples.Length));
        _connection.Run("UPDATE outbox SET highest = $1 WHERE highest = $1 - 1", ("$1", batch.Sequence));
        foreach (var sample in samples)
        {
            _connection.Run(
                "INSERT INTO series (series, newest, register) VALUES ($1, $2, $3) ON CONFLICT (series) DO UPDATE SET newest = $2, register = $3",
                ("$1", sample.Series.ToString()),
                ("$2", sample.Time.Microseconds),
                ("$3", sample.Series.Quantity.Kind == QuantityKind.Counter ? sample.Value : DBNull.Value));
        }

        transaction.Commit();
    }

    public void Acknowledge(long generation, long low, long forgetUpTo)
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Run("UPDATE outbox SET generation = $1, low = $2", ("$1", generation), ("$2", low));
        _connection.Run("DELETE FROM acknowledged");
        for (var sequence = 1L; sequence <= forgetUpTo; sequence++) _connection.Run("DELETE FROM batches WHERE seq = $1", ("$1", sequence));
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();
}
