using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Figures;

/// <summary>
/// Table <c>figure_held</c>: what was observed while the store of figures was away, and can't be computed again. Bounded: beyond that the oldest go.
/// </summary>
internal sealed class HeldFigures(ArenaFile file, int most = HeldFigures.Most) : IFilePart
{
    /// <summary>Most of them, about 60 bytes each: ten days of a venue with 25 nodes.</summary>
    public const int Most = 500_000;

    private Statement? _insert;
    private Statement? _delete;
    private Statement? _drop;
    private long _count;

    /// <summary>How many there are, about.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Keeps some.</summary>
    /// <returns>How many of the oldest had to go for them.</returns>
    /// <exception cref="StoreUnavailableException">They are not kept.</exception>
    public async ValueTask<int> AddAsync(IReadOnlyList<Figure> figures, CancellationToken cancellationToken)
    {
        var gone = 0;
        await file.WriteAsync(
            () =>
            {
                foreach (var figure in figures)
                {
                    _insert!.Bind(1, figure.Name.Field.Name).Bind(2, figure.Name.Subject).Bind(3, figure.Time.Microseconds).Bind(4, figure.Value)
                        .Bind(5, figure.Text).Run();
                }

                gone = Count + figures.Count > most ? _drop!.Bind(1, Count + figures.Count - most).Run() : 0;
            },
            cancellationToken);
        Interlocked.Add(ref _count, figures.Count - gone);
        return gone;
    }

    /// <summary>The oldest of them, with the number up to which they are.</summary>
    public (List<Figure> Figures, long UpTo) Page(int size) => file.Read(reader =>
    {
        using var page = new Statement(reader, "SELECT id, field, subject, time_us, value, text FROM figure_held ORDER BY id LIMIT ?1", 1);
        using var rows = page.Bind(1, size).Rows();
        var (figures, upTo) = (new List<Figure>(), 0L);
        while (rows.Read())
        {
            upTo = rows.GetInt64(0);

            // The registry is only ever added to; a figure of a newer Arena is left out.
            if (FigureFields.TryGet(rows.GetString(1), out var field))
                figures.Add(new Figure(new FigureName(field, rows.GetString(2)), new UnixTime(rows.GetInt64(3)), rows.GetDouble(4)) { Text = rows.IsDBNull(5) ? null : rows.GetString(5) });
        }

        return (figures, upTo);
    });

    /// <summary>Those up to a number are written.</summary>
    /// <exception cref="StoreUnavailableException">They stay, and are written once more.</exception>
    public async ValueTask RemoveAsync(long upTo, CancellationToken cancellationToken)
    {
        var gone = 0;
        await file.WriteAsync(() => gone = _delete!.Bind(1, upTo).Run(), cancellationToken);
        Interlocked.Add(ref _count, -gone);
    }

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Statement.Run(
            writer,
            "CREATE TABLE IF NOT EXISTS figure_held (id INTEGER PRIMARY KEY AUTOINCREMENT, field TEXT NOT NULL, subject TEXT NOT NULL, time_us INTEGER NOT NULL, value REAL NOT NULL, text TEXT)");
        _insert = new Statement(writer, "INSERT INTO figure_held (field, subject, time_us, value, text) VALUES (?1, ?2, ?3, ?4, ?5)", 5);
        _delete = new Statement(writer, "DELETE FROM figure_held WHERE id <= ?1", 1);
        _drop = new Statement(writer, "DELETE FROM figure_held WHERE id IN (SELECT id FROM figure_held ORDER BY id LIMIT ?1)", 1);
        using var count = new Statement(writer, "SELECT count(*) FROM figure_held", 0);
        Interlocked.Exchange(ref _count, (long)count.Scalar()!);
    }

    public void Publish()
    {
    }

    public void Discard()
    {
    }

    public void Dispose()
    {
        foreach (var statement in (Statement?[])[_insert, _delete, _drop])
            statement?.Dispose();
    }
}
