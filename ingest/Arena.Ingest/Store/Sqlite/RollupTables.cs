using Arena.Ingest.Store.Rollups;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>Tables <c>rollup_1m</c>, <c>rollup_15m</c>, <c>rollup_1h</c>, <c>rollup_1d</c>: a row for each window of a series that has samples.</summary>
internal sealed class RollupTables : IFilePart
{
    /// <summary>An hour with at most this many samples has no minutes stored: they would be more than the samples, and no quicker to read.</summary>
    public const int SparseHour = 120;

    private readonly Statement?[] _insert = new Statement?[RollupLevels.Count];
    private SqliteConnection? _writer;

    /// <summary>Writes the windows of one hour: minutes, quarters and the hour itself.</summary>
    public void WriteHour(int series, List<(RollupLevel Level, AggregatedWindow Window)> windows)
    {
        var samples = windows.Where(rolled => rolled.Level == RollupLevel.Hour).Sum(rolled => rolled.Window.Count);
        foreach (var (level, window) in windows)
        {
            if (level != RollupLevel.Minute || samples > SparseHour)
                Write(series, level, window);
        }
    }

    /// <summary>Adds up a day from its hours.</summary>
    public void WriteDay(int series, long day)
    {
        var length = RollupLevel.Day.Window();
        var fold = new WindowFold(length, (level, window) =>
        {
            if (level == (int)RollupLevel.Day)
                Write(series, RollupLevel.Day, window);
        });
        foreach (var hour in Page(_writer!, series, RollupLevel.Hour, day, day + length, 24))
            fold.Add(RollupLevel.Hour, hour);
        fold.Finish();
    }

    /// <summary>At most <paramref name="most"/> windows that start in a span, in order.</summary>
    public static List<AggregatedWindow> Page(SqliteConnection connection, int series, RollupLevel level, long from, long to, int most)
    {
        using var page = new Statement(
            connection,
            $"""
            SELECT start_us, count, sum, min, max, first, last FROM rollup_{level.Suffix()}
            WHERE series = ?1 AND start_us >= ?2 AND start_us < ?3 ORDER BY start_us LIMIT {most}
            """,
            3);
        using var rows = page.Bind(1, series).Bind(2, from).Bind(3, to).Rows();
        var windows = new List<AggregatedWindow>();
        while (rows.Read())
        {
            windows.Add(new AggregatedWindow(
                new UnixTime(rows.GetInt64(0)), rows.GetInt64(1), Number(rows, 2), rows.GetDouble(3), rows.GetDouble(4), rows.GetDouble(5), rows.GetDouble(6)));
        }

        return windows;
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        _writer = writer;
        foreach (var level in Enum.GetValues<RollupLevel>())
        {
            var table = $"rollup_{level.Suffix()}";
            Statement.Run(writer, $"""
                CREATE TABLE IF NOT EXISTS {table} (
                  series INTEGER NOT NULL, start_us INTEGER NOT NULL, count INTEGER NOT NULL, sum REAL, min REAL NOT NULL, max REAL NOT NULL,
                  first REAL NOT NULL, last REAL NOT NULL, PRIMARY KEY (series, start_us)) WITHOUT ROWID
                """);
            _insert[(int)level] = new Statement(writer, $"INSERT OR REPLACE INTO {table} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", 8);
        }
    }

    public void Publish()
    {
    }

    public void Discard()
    {
    }

    public void Dispose()
    {
        foreach (var insert in _insert)
            insert?.Dispose();
    }

    private void Write(int series, RollupLevel level, AggregatedWindow window) => _insert[(int)level]!
        .Bind(1, series).Bind(2, window.Start.Microseconds).Bind(3, window.Count).Bind(4, double.IsNaN(window.Sum) ? null : window.Sum).Bind(5, window.Min)
        .Bind(6, window.Max).Bind(7, window.First).Bind(8, window.Last).Run();

    // A sum of huge values can overflow both ways; SQLite keeps what is not a number as NULL.
    private static double Number(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? double.NaN : rows.GetDouble(column);
}
