using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Benchmarks.Live;

/// <summary>What the outboxes of an edge hold, read from beside the worker that writes them.</summary>
internal sealed class SealedReadings(IEnumerable<string> folders)
{
    private readonly string[] _files = [.. folders.Select(folder => Path.Combine(folder, "outbox.db"))];

    /// <summary>Batches and samples sealed so far.</summary>
    public (long Batches, long Samples) Total()
    {
        var (batches, samples) = (0L, 0L);
        foreach (var file in _files)
        {
            Ask(file, "SELECT count(*), coalesce(sum(samples), 0) FROM batches", 0, row =>
            {
                batches += row.GetInt64(0);
                samples += row.GetInt64(1);
            });
        }

        return (batches, samples);
    }

    /// <summary>When each sample was sealed, of the batches sealed since a moment.</summary>
    public Dictionary<(string Point, string Quantity, UnixTime Time), UnixTime> Since(UnixTime moment)
    {
        var (reader, reading) = (new BatchReader(), new BatchReading());
        var readings = new Dictionary<(string, string, UnixTime), UnixTime>();
        foreach (var file in _files)
        {
            Ask(file, "SELECT payload, sealed_at FROM batches WHERE sealed_at >= ?1", moment.Microseconds, row =>
            {
                reader.Read((byte[])row[0], reading);
                foreach (var sample in reading.Samples)
                    readings[(sample.Series.Point, sample.Series.Quantity.Name, sample.Time)] = new UnixTime(row.GetInt64(1));
            });
        }

        return readings;
    }

    private static void Ask(string file, string question, long parameter, Action<SqliteDataReader> take)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question;
        if (parameter != 0) command.Parameters.Add(new SqliteParameter("?1", parameter));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            take(rows);
    }
}
