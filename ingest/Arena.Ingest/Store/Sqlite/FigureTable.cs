using Arena.Ingest.Figures;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>Tables <c>figure_series</c> (a small number for each) and <c>figure</c>: a row for each figure.</summary>
internal sealed class FigureTable(ArenaFile file) : IFilePart, IFigureStore
{
    private const int PageRows = 1024;

    private Statement? _series;
    private Statement? _insert;

    public ValueTask WriteAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken) => figures.Count == 0 ? default : file.WriteAsync(
        () =>
        {
            foreach (var figure in figures)
            {
                var series = (long)_series!.Bind(1, figure.Name.Field.Measurement).Bind(2, figure.Name.Subject).Bind(3, figure.Name.Field.Name).Scalar()!;
                _insert!.Bind(1, series).Bind(2, figure.Time.Microseconds).Bind(3, figure.Name.Field.IsText ? null : figure.Value).Bind(4, figure.Text).Run();
            }
        },
        cancellationToken);

    public IAsyncEnumerable<Figure> ReadAsync(FigureName name, UnixTime from, UnixTime to, CancellationToken cancellationToken) =>
        Pages(name, from, to, cancellationToken).SelectMany(page => page).ToAsyncEnumerable();

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS figure_series (
              id INTEGER PRIMARY KEY, measurement TEXT NOT NULL, subject TEXT NOT NULL, field TEXT NOT NULL, UNIQUE (measurement, subject, field));
            CREATE TABLE IF NOT EXISTS figure (series INTEGER NOT NULL, time_us INTEGER NOT NULL, value REAL, text TEXT, PRIMARY KEY (series, time_us)) WITHOUT ROWID;
            """);

        // The update changes nothing; without it, RETURNING gives no row for a series that is there.
        _series = new Statement(
            writer,
            "INSERT INTO figure_series (measurement, subject, field) VALUES (?1, ?2, ?3) ON CONFLICT (measurement, subject, field) DO UPDATE SET field = field RETURNING id",
            3);
        _insert = new Statement(writer, "INSERT OR REPLACE INTO figure (series, time_us, value, text) VALUES (?1, ?2, ?3, ?4)", 4);
    }

    public void Publish()
    {
    }

    public void Discard()
    {
    }

    public void Dispose()
    {
        _series?.Dispose();
        _insert?.Dispose();
    }

    // No statement stays open between pages, so a slow reader doesn't keep the WAL from being reset.
    private IEnumerable<List<Figure>> Pages(FigureName name, UnixTime from, UnixTime to, CancellationToken cancellationToken)
    {
        for (var next = from; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = next;
            var page = file.Read(reader => Page(reader, name, start, to));
            if (page.Count > 0)
                yield return page;
            if (page.Count < PageRows)
                yield break;
            next = page[^1].Time + TimeSpan.FromMicroseconds(1);
        }
    }

    private static List<Figure> Page(SqliteConnection reader, FigureName name, UnixTime from, UnixTime to)
    {
        using var page = new Statement(
            reader,
            $"""
            SELECT time_us, value, text FROM figure
            WHERE series = (SELECT id FROM figure_series WHERE measurement = ?1 AND subject = ?2 AND field = ?3) AND time_us >= ?4 AND time_us < ?5
            ORDER BY time_us LIMIT {PageRows}
            """,
            5);
        using var rows = page.Bind(1, name.Field.Measurement).Bind(2, name.Subject).Bind(3, name.Field.Name).Bind(4, from.Microseconds).Bind(5, to.Microseconds).Rows();
        var figures = new List<Figure>();
        while (rows.Read())
            figures.Add(new Figure(name, new UnixTime(rows.GetInt64(0)), rows.IsDBNull(1) ? 0 : rows.GetDouble(1)) { Text = rows.IsDBNull(2) ? null : rows.GetString(2) });
        return figures;
    }
}
