using Arena.Edge.Time;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>The tables of what waits for a date, and their SQL. Times since boot are µs, wall times µs since 1970.</summary>
/// <remarks>Runs within the transaction its caller has begun on the connection.</remarks>
internal sealed class UndatedTable(SqliteConnection connection)
{
    /// <summary>Adds the tables to a file that lacks them; an older worker leaves them alone.</summary>
    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS boots (
            boot INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            doubted INTEGER,
            at_first INTEGER,
            earliest INTEGER,
            latest INTEGER,
            declared INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            lost_from INTEGER,
            lost_to INTEGER
        ) STRICT;
        CREATE TABLE IF NOT EXISTS anchors (
            boot INTEGER NOT NULL,
            valid_from INTEGER NOT NULL,
            since_boot INTEGER NOT NULL,
            wall INTEGER NOT NULL,
            error INTEGER NOT NULL,
            PRIMARY KEY (boot, valid_from)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS undated (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            boot INTEGER NOT NULL,
            since_boot INTEGER NOT NULL,
            series TEXT NOT NULL,
            value REAL NOT NULL,
            quality INTEGER NOT NULL,
            register INTEGER NOT NULL
        ) STRICT;
        """;

    private readonly Dictionary<string, SeriesName> _names = new(StringComparer.Ordinal);

    // Rows go from the front and come at the end, so their ids have no holes.
    public long Count => connection.Number("SELECT coalesce(max(id) - min(id) + 1, 0) FROM undated");

    public IReadOnlyList<Boot> Boots()
    {
        var anchors = connection.Rows("SELECT boot, valid_from, since_boot, wall, error FROM anchors ORDER BY boot, valid_from")
            .Select(row => (Boot: row.GetInt64(0), Anchor: new Anchor(Span(row, 1), Span(row, 2), new UnixTime(row.GetInt64(3)), Span(row, 4))))
            .ToLookup(row => row.Boot, row => row.Anchor);
        return
        [
            .. connection.Rows("SELECT boot, id, first, last, doubted, at_first, earliest, latest, declared, lost, lost_from, lost_to FROM boots ORDER BY boot")
                .Select(row => new Boot(row.GetInt64(0), row.GetString(1), Span(row, 2), Span(row, 3))
                {
                    Anchors = [.. anchors[row.GetInt64(0)]],
                    DoubtedSince = row.IsDBNull(4) ? null : Span(row, 4),
                    Estimate = row.IsDBNull(5)
                        ? null
                        : new BootEstimate(new UnixTime(row.GetInt64(5)), new UnixTime(row.GetInt64(6)), new UnixTime(row.GetInt64(7))),
                    Declared = row.GetInt64(8) != 0,
                    Lost = row.GetInt64(9) == 0 ? null : new UndatedSpan(row.GetInt64(9), Span(row, 10), Span(row, 11)),
                }),
        ];
    }

    /// <summary>Keeps all of it but its losses and its declaration, which have calls of their own.</summary>
    public void Save(Boot boot)
    {
        connection.Run(
            """
            INSERT INTO boots (boot, id, first, last, doubted, at_first, earliest, latest, declared, lost)
            VALUES ($boot, $id, $first, $last, $doubted, $at, $earliest, $latest, 0, 0)
            ON CONFLICT (boot) DO UPDATE SET last = $last, doubted = $doubted, at_first = $at, earliest = $earliest, latest = $latest
            """,
            ("$boot", boot.Number),
            ("$id", boot.Id),
            ("$first", Us(boot.First)),
            ("$last", Us(boot.Last)),
            ("$doubted", Us(boot.DoubtedSince)),
            ("$at", Us(boot.Estimate?.AtFirst)),
            ("$earliest", Us(boot.Estimate?.Earliest)),
            ("$latest", Us(boot.Estimate?.Latest)));
        foreach (var anchor in boot.Anchors)
        {
            connection.Run(
                """
                INSERT INTO anchors (boot, valid_from, since_boot, wall, error) VALUES ($boot, $from, $at, $wall, $error)
                ON CONFLICT (boot, valid_from) DO UPDATE SET since_boot = $at, wall = $wall, error = $error
                """,
                ("$boot", boot.Number),
                ("$from", Us(anchor.From)),
                ("$at", Us(anchor.SinceBoot)),
                ("$wall", anchor.Wall.Microseconds),
                ("$error", Us(anchor.Error)));
        }
    }

    public void Add(IReadOnlyCollection<UndatedSample> samples, long boot)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO undated (boot, since_boot, series, value, quality, register) VALUES ($1, $2, $3, $4, $5, $6)";
        for (var i = 1; i <= 6; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}", Value = DBNull.Value });
        foreach (var sample in samples)
        {
            object[] values =
            [
                boot, Us(sample.SinceBoot), sample.Series.ToString(), sample.Value, (int)sample.Quality, sample.IsRegister ? 1 : 0,
            ];
            for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
            insert.ExecuteNonQuery();
        }
    }

    public IReadOnlyList<UndatedRow> Oldest(int limit) =>
    [
        .. connection.Rows($"SELECT id, boot, since_boot, series, value, quality, register FROM undated ORDER BY id LIMIT {limit}")
            .Select(row => new UndatedRow(
                row.GetInt64(0),
                row.GetInt64(1),
                new UndatedSample(Name(row.GetString(3)), Span(row, 2), row.GetDouble(4), (Quality)row.GetInt64(5), row.GetInt64(6) != 0))),
    ];

    public UndatedSpan? SpanOf(long boot) =>
        connection.Rows($"SELECT count(*), min(since_boot), max(since_boot) FROM undated WHERE boot = {boot}")
            .Select(row => row.GetInt64(0) == 0 ? default(UndatedSpan?) : new UndatedSpan(row.GetInt64(0), Span(row, 1), Span(row, 2)))
            .Single();

    public IReadOnlyDictionary<SeriesName, double> Registers()
    {
        var registers = new Dictionary<SeriesName, double>(SeriesNames.Comparer);
        foreach (var row in connection.Rows("SELECT series, value, max(id) FROM undated WHERE register = 1 GROUP BY series"))
            registers[Name(row.GetString(0))] = row.GetDouble(1);
        return registers;
    }

    /// <summary>Deletes what a seal carries, and notes what it declares.</summary>
    public void Done(UndatedDone done)
    {
        connection.Run("DELETE FROM undated WHERE id <= $id", ("$id", done.Through));
        if (done.Boot is { } boot)
            connection.Run("UPDATE boots SET declared = 1, lost = 0, lost_from = NULL, lost_to = NULL WHERE boot = $boot", ("$boot", boot));
    }

    public long GiveUp(int atMost)
    {
        var rows = Oldest(atMost);
        if (rows.Count == 0) return 0;
        var lost = rows.TakeWhile(row => row.Boot == rows[0].Boot).ToList();
        Lose(rows[0].Boot, new UndatedSpan(lost.Count, lost.Min(row => row.Sample.SinceBoot), lost.Max(row => row.Sample.SinceBoot)));
        connection.Run("DELETE FROM undated WHERE id <= $id", ("$id", lost[^1].Id));
        return lost.Count;
    }

    /// <summary>Notes that samples of a boot were given up.</summary>
    public void Lose(long boot, UndatedSpan span) => connection.Run(
        """
        UPDATE boots SET lost = lost + $count, lost_from = min(coalesce(lost_from, $from), $from), lost_to = max(coalesce(lost_to, $to), $to)
        WHERE boot = $boot
        """,
        ("$boot", boot),
        ("$count", span.Count),
        ("$from", Us(span.From)),
        ("$to", Us(span.To)));

    public void ForgetBoots(long before)
    {
        connection.Run("DELETE FROM boots WHERE boot < $boot", ("$boot", before));
        connection.Run("DELETE FROM anchors WHERE boot < $boot", ("$boot", before));
    }

    // What waits was put by a worker that knew its series; an older worker may have gone back to a registry without it.
    private SeriesName Name(string text)
    {
        if (_names.TryGetValue(text, out var known)) return known;
        if (!SeriesName.TryParse(text, out var name, out var reason))
            throw new OutboxUnusableException($"{connection.DataSource} holds an undated sample of {text} ({reason}): install the newer worker again");
        return _names[text] = name;
    }

    private static TimeSpan Span(SqliteDataReader row, int column) => TimeSpan.FromMicroseconds(row.GetInt64(column));

    private static long Us(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static object Us(TimeSpan? span) => span is { } known ? Us(known) : DBNull.Value;

    private static object Us(UnixTime? time) => time is { } known ? known.Microseconds : DBNull.Value;
}
