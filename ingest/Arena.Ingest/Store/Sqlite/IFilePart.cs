using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>
/// Some tables of <c>arena.db</c> and what is kept of them in memory. Changes are staged during a transaction; memory follows only once the
/// transaction is durable. All members are called by the one writer.
/// </summary>
internal interface IFilePart : IDisposable
{
    /// <summary>Makes missing tables and loads memory from them, whatever it held before: also called after a failed write.</summary>
    void Open(SqliteConnection writer);

    /// <summary>The transaction is durable: what was staged becomes visible.</summary>
    void Publish();

    /// <summary>The transaction is void: what was staged goes.</summary>
    void Discard();
}
