using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Figures;

/// <summary>
/// Table <c>figure_total</c>: samples stored in all the runs of this ingest. Kept once a minute, so what was stored in the minute before the process was
/// killed is not counted.
/// </summary>
internal sealed class StoredTotal(ArenaFile file) : IFilePart
{
    private Statement? _set;
    private long _before;
    private bool _read;

    /// <summary>The total, with what was stored since the start.</summary>
    public long With(long sinceStart) => Interlocked.Read(ref _before) + sinceStart;

    /// <summary>Keeps it.</summary>
    /// <exception cref="StoreUnavailableException">It is not kept.</exception>
    public ValueTask KeepAsync(long sinceStart, CancellationToken cancellationToken) => file.WriteAsync(() => _set!.Bind(1, With(sinceStart)).Run(), cancellationToken);

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS figure_total (id INTEGER PRIMARY KEY, stored INTEGER NOT NULL)");
        _set = new Statement(writer, "INSERT OR REPLACE INTO figure_total (id, stored) VALUES (1, ?1)", 1);

        // Opened again after a failed write: what this run stored is not in what was before it.
        if (_read)
            return;
        using var stored = new Statement(writer, "SELECT stored FROM figure_total", 0);
        Interlocked.Exchange(ref _before, stored.Scalar() is long total ? total : 0);
        _read = true;
    }

    public void Publish()
    {
    }

    public void Discard()
    {
    }

    public void Dispose() => _set?.Dispose();
}
