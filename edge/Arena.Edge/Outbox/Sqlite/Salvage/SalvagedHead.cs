using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>What could still be read of an outbox's own tables; what could not is empty.</summary>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Highest">A number that was sealed for certain; higher ones may have been.</param>
/// <param name="Proven">Ingest has proven to have every batch up to it.</param>
/// <param name="Generation">Of that ledger; 0 where it is not known.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Gone">Runs that were no longer kept.</param>
/// <param name="Series">State of its series, each with its hash right.</param>
internal sealed record SalvagedHead(
    Epoch? Epoch, long Highest, long Proven, long Generation, UnixTime? Created, IReadOnlyList<GoneRun> Gone, IReadOnlyList<SeriesState> Series)
{
    public static SalvagedHead Read(SqliteConnection? connection)
    {
        var series = AsFarAsReadable(connection, "SELECT series, newest, register, row_check FROM series", SeriesOf).OfType<SeriesState>().ToList();
        var gone = AsFarAsReadable(connection, "SELECT first, last, chain, from_time, to_time, samples, declared_in FROM gap ORDER BY first", GoneStatements.RunOf)
            .Where(run => run.First >= 1 && run.Last >= run.First && run.Last <= BatchId.MaxSequence && run.To >= run.From).ToList();
        var (own, all) = AsFarAsReadable(connection, "SELECT 1", _ => HeadCheck.Verify(connection!)).FirstOrDefault();
        var head = AsFarAsReadable(connection, "SELECT epoch, highest, low, created, proven, chain_at, generation FROM outbox", row => new
        {
            Epoch = Arena.Wire.Epoch.TryParse(row.GetString(0), out var epoch) ? epoch : default(Epoch?),
            Highest = row.GetInt64(1),
            Low = row.GetInt64(2),
            Created = new UnixTime(row.GetInt64(3)),
            Proven = row.IsDBNull(4) ? default(long?) : row.GetInt64(4),
            ChainAt = row.IsDBNull(5) ? 0 : row.GetInt64(5),
            Generation = row.GetInt64(6),
        }).FirstOrDefault();

        // Without its hashes the row is only a hint at the epoch, which the batches confirm or don't.
        if (head is null) return new SalvagedHead(null, 0, 0, 0, null, gone, series);
        return own
            ? new SalvagedHead(head.Epoch, all ? head.Highest : head.ChainAt, head.Proven ?? (all ? head.Low : 0), head.Generation, head.Created, gone, series)
            : new SalvagedHead(head.Epoch, 0, 0, 0, null, gone, series);
    }

    /// <summary>The rows of a query until one can't be read.</summary>
    public static IEnumerable<T> AsFarAsReadable<T>(SqliteConnection? connection, string sql, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        try
        {
            if (connection is not null) rows.AddRange(connection.Rows(sql).Select(read));
        }
        catch (Exception error) when (OutboxFile.IsDamage(error))
        {
            // What came before it stands.
        }

        return rows;
    }

    private static SeriesState? SeriesOf(SqliteDataReader row)
    {
        var (name, newest, register) = (row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? default(double?) : row.GetDouble(2));
        var sound = row.IsDBNull(3) || SeriesCheck.Of(name, newest, register).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3));
        return sound && SeriesName.TryParse(name, out var series, out _) ? new SeriesState(series, new UnixTime(newest), register) : null;
    }
}
