using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>A chunk as stored.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Run">Its samples, at least one.</param>
internal sealed record Chunk(long Id, SampleRun Run);

/// <summary>
/// Table <c>chunk</c>: samples of one series, up to <see cref="MaxSamples"/> in a row of the table. The chunks of a series never overlap in
/// time, so one index on (series, last) finds any of them. Used by the writer; <see cref="Page"/> also by readers.
/// </summary>
internal sealed class ChunkTable : IDisposable
{
    /// <summary>Most samples of a chunk: 16 KiB, four pages.</summary>
    public const int MaxSamples = 1024;

    private const string Columns = "SELECT id, count, data FROM chunk WHERE series = ?1";
    private readonly Statement _insert;
    private readonly Statement _delete;
    private readonly Statement _ending;
    private readonly Statement _before;

    public ChunkTable(SqliteConnection writer)
    {
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS chunk (
              id INTEGER PRIMARY KEY, series INTEGER NOT NULL, first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS chunk_time ON chunk (series, last_us);
            """);
        _insert = new Statement(writer, "INSERT INTO chunk (series, first_us, last_us, count, data) VALUES (?1, ?2, ?3, ?4, ?5)", 5);
        _delete = new Statement(writer, "DELETE FROM chunk WHERE id = ?1", 1);
        _ending = new Statement(writer, $"{Columns} AND last_us >= ?2 ORDER BY last_us LIMIT 1", 2);
        _before = new Statement(writer, $"{Columns} AND last_us < ?2 ORDER BY last_us DESC LIMIT 1", 2);
    }

    /// <summary>The chunk that holds a time or is the next after it.</summary>
    public Chunk? EndingAtOrAfter(int series, long time) => One(_ending.Bind(1, series).Bind(2, time));

    /// <summary>The last chunk that ends before a time.</summary>
    public Chunk? Before(int series, long time) => One(_before.Bind(1, series).Bind(2, time));

    /// <summary>Writes a run as chunks of about equal size, so that a late sample finds room; returns how many samples the last one has.</summary>
    public int Insert(int series, SampleRun run)
    {
        var pieces = (run.Count + MaxSamples - 1) / MaxSamples;
        var start = 0;
        for (var piece = 1; piece <= pieces; piece++)
        {
            var end = (int)((long)run.Count * piece / pieces);
            _insert.Bind(1, series).Bind(2, run.Times[start]).Bind(3, run.Times[end - 1]).Bind(4, end - start)
                .Bind(5, ChunkCodec.Encode(run, start, end)).Run();
            if (piece < pieces)
                start = end;
        }

        return run.Count - start;
    }

    public void Delete(Chunk chunk) => _delete.Bind(1, chunk.Id).Run();

    /// <summary>At most <paramref name="most"/> chunks that touch a span, in time order.</summary>
    public static List<SampleRun> Page(SqliteConnection reader, int series, long from, long to, int most)
    {
        using var page = new Statement(
            reader, $"SELECT first_us, count, data FROM chunk WHERE series = ?1 AND last_us >= ?2 ORDER BY last_us LIMIT {most}", 2);
        using var rows = page.Bind(1, series).Bind(2, from).Rows();
        var runs = new List<SampleRun>();
        while (rows.Read() && rows.GetInt64(0) < to)
            runs.Add(ChunkCodec.Decode((byte[])rows[2], rows.GetInt32(1)));
        return runs;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
        _ending.Dispose();
        _before.Dispose();
    }

    private static Chunk? One(Statement statement)
    {
        using var rows = statement.Rows();
        return rows.Read() ? new Chunk(rows.GetInt64(0), ChunkCodec.Decode((byte[])rows[2], rows.GetInt32(1))) : null;
    }
}
