using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;
using static Arena.Edge.Outbox.Sqlite.OutboxStatements;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>The SQL about numbers that are no longer kept: forgotten ones and declared ones.</summary>
internal sealed class GoneStatements(Func<string, int, SqliteCommand> make)
{
    private readonly SqliteCommand _extend = make(
        """
        UPDATE gap SET last = b.seq, chain = b.chain,
            from_time = min(gap.from_time, coalesce(b.from_time, b.sealed_at)), to_time = max(gap.to_time, coalesce(b.to_time, b.sealed_at)),
            samples = gap.samples + b.samples
        FROM (SELECT * FROM batches WHERE seq = $1) AS b
        WHERE gap.last = $1 - 1 AND gap.declared_in IS NULL
        """,
        1);

    private readonly SqliteCommand _begin = make(
        """
        INSERT INTO gap (first, last, chain, from_time, to_time, samples)
        SELECT seq, seq, chain, coalesce(from_time, sealed_at), coalesce(to_time, sealed_at), samples FROM batches WHERE seq = $1
        """,
        1);

    private readonly SqliteCommand _swallow = make("DELETE FROM gap WHERE first >= $1 AND last <= $2", 2);

    private readonly SqliteCommand _redeclare = make("UPDATE gap SET declared_in = $2 WHERE last = $1", 2);

    private readonly SqliteCommand _insert = make(
        "INSERT INTO gap (first, last, chain, from_time, to_time, samples, declared_in) VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);

    private readonly SqliteCommand _all = make("SELECT first, last, chain, from_time, to_time, samples, declared_in FROM gap ORDER BY first", 0);

    /// <summary>Remembers of a batch, before it is deleted, what a new ledger may have to be told.</summary>
    public void Forget(long sequence)
    {
        if (Run(_extend, sequence) == 0) Run(_begin, sequence);
    }

    /// <summary>The numbers of a gap are declared in a batch.</summary>
    public void Declare(Gap gap, long inBatch)
    {
        var batches = gap.Batches!;
        Run(_swallow, batches.First, batches.Last);
        if (Run(_redeclare, batches.Last, inBatch) > 0) return;
        Run(
            _insert, batches.First, batches.Last, Blob(batches.Chain), gap.From.Microseconds, gap.To.Microseconds, Number(gap.Samples), inBatch);
    }

    /// <summary>Every run, in order.</summary>
    public IReadOnlyList<GoneRun> All()
    {
        var runs = new List<GoneRun>();
        using var rows = _all.ExecuteReader();
        while (rows.Read()) runs.Add(RunOf(rows));
        return runs;
    }

    /// <summary>A run from its columns, in their order.</summary>
    public static GoneRun RunOf(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.IsDBNull(2) ? null : BatchChain.From(row.GetFieldValue<byte[]>(2)),
        new UnixTime(row.GetInt64(3)),
        new UnixTime(row.GetInt64(4)),
        row.IsDBNull(5) ? null : row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetInt64(6));
}
