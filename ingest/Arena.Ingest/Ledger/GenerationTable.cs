using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>Tables <c>ledger</c> (one row: the generation) and <c>generation</c> (every one this file has had, when it was minted, and why).</summary>
internal sealed class GenerationTable : IDisposable
{
    private readonly Statement _update;
    private readonly Statement _insert;

    public GenerationTable(SqliteConnection writer, UnixTime now)
    {
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS ledger (generation INTEGER NOT NULL)");
        Statement.Run(writer, "CREATE TABLE IF NOT EXISTS generation (generation INTEGER PRIMARY KEY, minted_us INTEGER NOT NULL, why TEXT NOT NULL)");
        _update = new Statement(writer, "UPDATE ledger SET generation = ?1", 1);
        _insert = new Statement(writer, "INSERT OR IGNORE INTO generation (generation, minted_us, why) VALUES (?1, ?2, ?3)", 3);
        using (var mint = new Statement(writer, "INSERT INTO ledger (generation) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM ledger)", 1))
            mint.Bind(1, Math.Max(1, now.Milliseconds)).Run();
        using (var read = new Statement(writer, "SELECT generation FROM ledger", 0))
            Generation = (long)read.Scalar()!;
        Remember(new MintedGeneration(Generation, now, "first opened here"));
    }

    /// <summary>As the file had it when it was opened.</summary>
    public long Generation { get; }

    public void Mint(MintedGeneration minted)
    {
        _update.Bind(1, minted.Generation).Run();
        Remember(minted);
    }

    /// <summary>Every one this file has had, newest first.</summary>
    public static List<MintedGeneration> All(SqliteConnection reader)
    {
        using var all = new Statement(reader, "SELECT generation, minted_us, why FROM generation ORDER BY generation DESC", 0);
        using var rows = all.Rows();
        var minted = new List<MintedGeneration>();
        while (rows.Read())
            minted.Add(new MintedGeneration(rows.GetInt64(0), new UnixTime(rows.GetInt64(1)), rows.GetString(2)));
        return minted;
    }

    public void Dispose()
    {
        _update.Dispose();
        _insert.Dispose();
    }

    private void Remember(MintedGeneration minted) =>
        _insert.Bind(1, minted.Generation).Bind(2, minted.Minted.Microseconds).Bind(3, minted.Why).Run();
}
