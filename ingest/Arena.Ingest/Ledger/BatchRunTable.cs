using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Table <c>batch_run</c>: batches that came whole and with consecutive numbers in one commit, a row for all of them (<see cref="BatchRun"/>). A number is in
/// one run or in table <c>batch</c>, never in both. Columns: the numbers, the span of their times, the write they hang on, the batches.
/// </summary>
internal sealed class BatchRunTable : IDisposable
{
    // Runs don't overlap: the one with the greatest first number up to another holds that, or none does.
    private const string From = "first >= coalesce((SELECT max(first) FROM batch_run WHERE epoch = ?1 AND first <= ?2), 0)";

    private readonly SqliteConnection _writer;
    private readonly Statement _insert;
    private readonly Statement _between;

    public BatchRunTable(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS batch_run (
              id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL,
              mark INTEGER, data BLOB NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS batch_run_first ON batch_run (epoch, first);
            """);
        _insert = new Statement(writer, "INSERT INTO batch_run (epoch, first, last, first_us, last_us, mark, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", 7);
        _between = new Statement(writer, $"SELECT first, data FROM batch_run WHERE epoch = ?1 AND {From} AND first <= ?3 AND last >= ?2 ORDER BY first", 3);
    }

    /// <summary>Batches whose numbers follow one another, of one commit.</summary>
    public void Insert(long epoch, ReadOnlySpan<StagedBatch> batches)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (ref readonly var batch in batches)
        {
            var span = batch.Span()!.Value;
            (first, last) = (Math.Min(first, span.First), Math.Max(last, span.Last));
        }

        var run = BatchRun.Of(batches);
        _insert.Bind(1, epoch).Bind(2, run.First).Bind(3, run.Last).Bind(4, first).Bind(5, last).Bind(6, batches[0].Mark).Bind(7, run.Data).Run();
    }

    /// <summary>Runs that have numbers from one to another, in order.</summary>
    public IEnumerable<BatchRun> Between(long epoch, long from, long to)
    {
        using var rows = _between.Bind(1, epoch).Bind(2, from).Bind(3, to).Rows();
        while (rows.Read())
            yield return new BatchRun(rows.GetInt64(0), (byte[])rows[1]);
    }

    /// <summary>Numbers that hang on a write to the database or on a later one.</summary>
    public List<(long Epoch, long First, long Last)> Depending(long mark)
    {
        using var find = new Statement(_writer, "SELECT epoch, first, last FROM batch_run WHERE mark >= ?1", 1);
        using var rows = find.Bind(1, mark).Rows();
        var found = new List<(long, long, long)>();
        while (rows.Read())
            found.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)));
        return found;
    }

    /// <summary>Deletes them.</summary>
    public void Remove(long mark)
    {
        using var delete = new Statement(_writer, "DELETE FROM batch_run WHERE mark >= ?1", 1);
        delete.Bind(1, mark).Run();
    }

    /// <summary>The run that holds a number, or null.</summary>
    public static BatchRun? Find(SqliteConnection reader, long epoch, long sequence) =>
        Upto(reader, epoch, sequence) is { } run && run.Last >= sequence ? run : null;

    /// <summary>The run with the greatest first number up to another, or null.</summary>
    public static BatchRun? Upto(SqliteConnection reader, long epoch, long sequence)
    {
        using var find = new Statement(reader, "SELECT first, data FROM batch_run WHERE epoch = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1", 2);
        using var row = find.Bind(1, epoch).Bind(2, sequence).Rows();
        return row.Read() ? new BatchRun(row.GetInt64(0), (byte[])row[1]) : null;
    }

    /// <summary>The first run that has a number above another, or null.</summary>
    public static BatchRun? Above(SqliteConnection reader, long epoch, long sequence)
    {
        using var find = new Statement(reader, $"SELECT first, data FROM batch_run WHERE epoch = ?1 AND {From} AND last > ?2 ORDER BY first LIMIT 1", 2);
        using var row = find.Bind(1, epoch).Bind(2, sequence).Rows();
        return row.Read() ? new BatchRun(row.GetInt64(0), (byte[])row[1]) : null;
    }

    /// <summary>Runs of an epoch with samples that may lie in a span.</summary>
    public static IEnumerable<BatchRun> Within(SqliteConnection reader, long epoch, UnixTime from, UnixTime to)
    {
        using var find = new Statement(reader, "SELECT first, data FROM batch_run WHERE epoch = ?1 AND first_us < ?3 AND last_us >= ?2 ORDER BY first", 3);
        using var rows = find.Bind(1, epoch).Bind(2, from.Microseconds).Bind(3, to.Microseconds).Rows();
        while (rows.Read())
            yield return new BatchRun(rows.GetInt64(0), (byte[])rows[1]);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _between.Dispose();
    }
}
