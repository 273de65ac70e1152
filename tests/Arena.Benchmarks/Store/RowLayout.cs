using System.Globalization;
using Arena.Ingest.Store;
using Microsoft.Data.Sqlite;

namespace Arena.Benchmarks.Store;

/// <summary>The layout that was not chosen: a row for each sample, keyed (series, time), each commit sorted by that key.</summary>
internal sealed class RowLayout : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly Dictionary<string, int> _ids = [];

    public RowLayout(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "rows.db")};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
        Run("CREATE TABLE sample (series INTEGER, time_us INTEGER, value REAL, quality INTEGER, PRIMARY KEY (series, time_us)) WITHOUT ROWID");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT OR IGNORE INTO sample VALUES (?1, ?2, ?3, ?4)";
        for (var number = 1; number <= 4; number++)
            _insert.Parameters.Add(new SqliteParameter { ParameterName = number.ToString("'?'0", CultureInfo.InvariantCulture) });
    }

    public void Commit(List<Admission> admissions)
    {
        var rows = admissions.SelectMany(admission => admission.Samples).Select(sample => (Series: Id(sample.Series.Point), sample))
            .OrderBy(row => row.Series).ThenBy(row => row.sample.Time.Microseconds).ToArray();
        Run("BEGIN IMMEDIATE");
        foreach (var (series, sample) in rows)
        {
            _insert.Parameters[0].Value = series;
            _insert.Parameters[1].Value = sample.Time.Microseconds;
            _insert.Parameters[2].Value = sample.Value;
            _insert.Parameters[3].Value = (int)sample.Quality;
            _insert.ExecuteNonQuery();
        }

        Run("COMMIT");
    }

    public double Sum(string point)
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT time_us, value, quality FROM sample WHERE series = ?1 ORDER BY time_us";
        select.Parameters.AddWithValue("?1", Id(point));
        using var rows = select.ExecuteReader();
        var sum = 0.0;
        while (rows.Read())
            sum += rows.GetDouble(1) + rows.GetInt64(0) + rows.GetInt32(2);
        return sum;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private int Id(string point)
    {
        if (!_ids.TryGetValue(point, out var id))
            _ids.Add(point, id = _ids.Count + 1);
        return id;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
