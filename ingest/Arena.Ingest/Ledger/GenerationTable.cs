using Arena.Ingest.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>Table <c>ledger</c>: one row with the generation.</summary>
internal sealed class GenerationTable : IDisposable
{
    private readonly Statement _update;

    public GenerationTable(SqliteConnection writer, long born)
    {
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS ledger (generation INTEGER NOT NULL)");
        using (var mint = new Statement(writer, "INSERT INTO ledger (generation) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM ledger)", 1))
            mint.Bind(1, born).Run();
        using (var read = new Statement(writer, "SELECT generation FROM ledger", 0))
            Generation = (long)read.Scalar()!;
        _update = new Statement(writer, "UPDATE ledger SET generation = ?1", 1);
    }

    /// <summary>As the file had it when it was opened.</summary>
    public long Generation { get; }

    public void Update(long generation) => _update.Bind(1, generation).Run();

    public void Dispose() => _update.Dispose();
}
