using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Figures;

/// <summary>
/// Table <c>figure_due</c>: what is to be computed anew. An hour of a series gets here in the transaction that takes it off the hours to be rolled up, so
/// between the two nothing is forgotten, and a commit has no more to do. On disk alone; a row for each hour of a bin and each day of a node at most.
/// </summary>
internal sealed class DueFigures(ArenaFile file, FigurePlan? plan) : IFilePart
{
    private readonly HashSet<DueFigure> _staged = [];
    private Statement? _mark;
    private Statement? _clean;
    private long _change;

    /// <summary>Marks what depends on an hour of a series. For the writer.</summary>
    public void Stage(SeriesName series, long hour)
    {
        foreach (var due in plan?.Of(series, hour) ?? [])
        {
            if (_staged.Add(due))
                _mark!.Bind(1, (int)due.Kind).Bind(2, due.Subject).Bind(3, due.Start).Bind(4, ++_change).Run();
        }
    }

    /// <summary>Marks something.</summary>
    /// <exception cref="StoreUnavailableException">It is not marked.</exception>
    public ValueTask MarkAsync(IReadOnlyList<DueFigure> dues, CancellationToken cancellationToken) => file.WriteAsync(
        () =>
        {
            foreach (var due in dues)
                _mark!.Bind(1, (int)due.Kind).Bind(2, due.Subject).Bind(3, due.Start).Bind(4, ++_change).Run();
        },
        cancellationToken);

    /// <summary>Takes off what is computed, but for what was marked again meanwhile.</summary>
    /// <exception cref="StoreUnavailableException">All stays marked.</exception>
    public ValueTask CleanAsync(IReadOnlyList<DueFigure> done, CancellationToken cancellationToken) => file.WriteAsync(
        () =>
        {
            foreach (var due in done)
                _clean!.Bind(1, (int)due.Kind).Bind(2, due.Subject).Bind(3, due.Start).Bind(4, due.Change).Run();
        },
        cancellationToken);

    /// <summary>Some of what is due of a kind, by subject and time; starting after <paramref name="after"/>.</summary>
    public List<DueFigure> Page(DueKind kind, int most, DueFigure? after = null) => file.Read(reader =>
    {
        using var page = new Statement(
            reader, "SELECT subject, start_us, change FROM figure_due WHERE kind = ?1 AND (subject, start_us) > (?2, ?3) ORDER BY subject, start_us LIMIT ?4", 4);
        using var rows = page.Bind(1, (int)kind).Bind(2, after?.Subject ?? "").Bind(3, after?.Start ?? long.MinValue).Bind(4, most).Rows();
        var dues = new List<DueFigure>();
        while (rows.Read())
            dues.Add(new DueFigure(kind, rows.GetString(0), rows.GetInt64(1)) { Change = rows.GetInt64(2) });
        return dues;
    });

    public void Open(SqliteConnection writer)
    {
        Dispose();
        using var tables = new Statement(writer, "SELECT count(*) FROM sqlite_master WHERE name = 'figure_due'", 0);
        var isNew = (long)tables.Scalar()! == 0;
        Statement.Run(
            writer,
            "CREATE TABLE IF NOT EXISTS figure_due (kind INTEGER NOT NULL, subject TEXT NOT NULL, start_us INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (kind, subject, start_us)) WITHOUT ROWID");
        _mark = new Statement(writer, "INSERT OR REPLACE INTO figure_due (kind, subject, start_us, change) VALUES (?1, ?2, ?3, ?4)", 4);
        _clean = new Statement(writer, "DELETE FROM figure_due WHERE kind = ?1 AND subject = ?2 AND start_us = ?3 AND change = ?4", 4);
        using var last = new Statement(writer, "SELECT max(change) FROM figure_due", 0);
        _change = Math.Max(_change, last.Scalar() is long highest ? highest : 0);
        _staged.Clear();
        if (isNew && plan is not null)
            _mark.Bind(1, (int)DueKind.History).Bind(2, "all").Bind(3, 0L).Bind(4, ++_change).Run();
    }

    public void Publish() => _staged.Clear();

    public void Discard() => _staged.Clear();

    public void Dispose()
    {
        _mark?.Dispose();
        _clean?.Dispose();
    }
}
