using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Tables <c>quarantine</c> (one row an entry) and <c>quarantine_left</c> (how many left it, replayed or discarded, by node and by the reason they had).
/// </summary>
internal sealed class QuarantineTable : IDisposable
{
    private const string Columns = "SELECT id, received_us, node, topic, epoch, seq, name, reason, detail, payload FROM quarantine";

    // Of a filter: ?1 node, ?2 reason, ?3 from, ?4 to, ?5 before, ?6 after.
    private const string Where =
        "WHERE (?1 IS NULL OR node = ?1) AND (?2 IS NULL OR reason = ?2) AND (?3 IS NULL OR received_us >= ?3) AND (?4 IS NULL OR received_us < ?4)";

    private const string Page = Where + " AND (?5 IS NULL OR id < ?5) AND (?6 IS NULL OR id > ?6)";

    private const string CountLeft =
        "INSERT INTO quarantine_left (node, reason, replayed, discarded) VALUES (coalesce(?1, ''), ?2, ?3, ?4) "
        + "ON CONFLICT (node, reason) DO UPDATE SET replayed = replayed + excluded.replayed, discarded = discarded + excluded.discarded";

    private static readonly Dictionary<string, Reason> Reasons = Enum.GetValues<Reason>().ToDictionary(reason => reason.Slug());

    private readonly SqliteConnection _writer;
    private readonly Statement _insert;
    private readonly Statement _delete;
    private readonly Statement _reason;
    private readonly Statement _has;
    private readonly Statement _left;

    public QuarantineTable(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS quarantine (
              id INTEGER PRIMARY KEY AUTOINCREMENT, received_us INTEGER NOT NULL, node TEXT, topic TEXT NOT NULL, epoch TEXT, seq INTEGER,
              name TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL, payload BLOB NOT NULL);
            CREATE INDEX IF NOT EXISTS quarantine_of_node ON quarantine (node, received_us);
            CREATE TABLE IF NOT EXISTS quarantine_left (
              node TEXT NOT NULL, reason TEXT NOT NULL, replayed INTEGER NOT NULL, discarded INTEGER NOT NULL, PRIMARY KEY (node, reason)) WITHOUT ROWID;
            """);
        _insert = new Statement(writer, "INSERT INTO quarantine (received_us, node, topic, epoch, seq, name, reason, detail, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", 9);
        _delete = new Statement(writer, "DELETE FROM quarantine WHERE id = ?1", 1);
        _reason = new Statement(writer, "UPDATE quarantine SET reason = ?2, detail = ?3 WHERE id = ?1", 3);
        _has = new Statement(writer, "SELECT 1 FROM quarantine WHERE id = ?1", 1);
        _left = new Statement(writer, CountLeft, 4);
    }

    public bool Has(long id) => _has.Bind(1, id).Scalar() is not null;

    public void Insert(QuarantinedItem item) =>
        _insert.Bind(1, item.Received.Microseconds).Bind(2, item.Node).Bind(3, item.Topic).Bind(4, item.Batch?.Epoch.ToString()).Bind(5, item.Batch?.Sequence)
            .Bind(6, item.Entry.Name).Bind(7, item.Entry.Reason.Slug()).Bind(8, item.Entry.Detail).Bind(9, item.Entry.Payload.ToArray()).Run();

    public void Delete(long id) => _delete.Bind(1, id).Run();

    public void SetReason(long id, Reason reason, string detail) => _reason.Bind(1, id).Bind(2, reason.Slug()).Bind(3, detail).Run();

    /// <summary>Counts what left.</summary>
    public void Count(string? node, Reason reason, long replayed, long discarded) =>
        _left.Bind(1, node).Bind(2, reason.Slug()).Bind(3, replayed).Bind(4, discarded).Run();

    /// <summary>Deletes and counts what a filter lets through.</summary>
    public long Discard(QuarantineFilter filter)
    {
        var groups = new List<(string? Node, string Reason, long Count)>();
        using (var counts = new Statement(_writer, $"SELECT node, reason, count(*) FROM quarantine {Page} GROUP BY node, reason", 6))
        using (var rows = BindPage(counts, filter).Rows())
        {
            while (rows.Read())
                groups.Add((Text(rows, 0), rows.GetString(1), rows.GetInt64(2)));
        }

        foreach (var (node, reason, count) in groups)
            _left.Bind(1, node).Bind(2, reason).Bind(3, 0L).Bind(4, count).Run();
        using var delete = new Statement(_writer, $"DELETE FROM quarantine {Page}", 6);
        BindPage(delete, filter).Run();
        return groups.Sum(group => group.Count);
    }

    /// <summary>How much each node has; the empty name for what came on no node's topic.</summary>
    public List<(string Node, QuarantineSize Size)> Sizes()
    {
        using var sum = new Statement(_writer, "SELECT coalesce(node, ''), count(*), sum(length(payload)) FROM quarantine GROUP BY 1", 0);
        using var rows = sum.Rows();
        var sizes = new List<(string, QuarantineSize)>();
        while (rows.Read())
            sizes.Add((rows.GetString(0), new QuarantineSize(rows.GetInt64(1), rows.GetInt64(2))));
        return sizes;
    }

    public static QuarantinePage Read(SqliteConnection reader, QuarantineFilter filter, int limit)
    {
        using var count = new Statement(reader, $"SELECT count(*) FROM quarantine {Where}", 4);
        var total = (long)Bind(count, filter).Scalar()!;
        var items = new List<QuarantinedItem>();
        using (var page = new Statement(reader, $"{Columns} {Page} ORDER BY id {(filter.After is null ? "DESC" : "ASC")} LIMIT ?7", 7))
        using (var rows = BindPage(page, filter).Bind(7, Math.Max(0, limit)).Rows())
        {
            while (rows.Read())
                items.Add(Item(rows));
        }

        using var left = new Statement(
            reader,
            "SELECT coalesce(sum(replayed), 0), coalesce(sum(discarded), 0) FROM quarantine_left WHERE (?1 IS NULL OR node = ?1) AND (?2 IS NULL OR reason = ?2)",
            2);
        using var row = left.Bind(1, filter.Node).Bind(2, filter.Reason?.Slug()).Rows();
        row.Read();
        return new QuarantinePage(total, items) { Replayed = row.GetInt64(0), Discarded = row.GetInt64(1) };
    }

    public static (long Samples, long Batches) Within(SqliteConnection reader, string node, UnixTime from, UnixTime to)
    {
        using var count = new Statement(
            reader, "SELECT count(name), count(*) - count(name) FROM quarantine WHERE node = ?1 AND received_us >= ?2 AND received_us < ?3", 3);
        using var row = count.Bind(1, node).Bind(2, from.Microseconds).Bind(3, to.Microseconds).Rows();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    public static IReadOnlyDictionary<Reason, long> ByReason(SqliteConnection reader)
    {
        using var count = new Statement(reader, "SELECT reason, count(*) FROM quarantine GROUP BY reason", 0);
        using var rows = count.Rows();
        var counts = new Dictionary<Reason, long>();
        while (rows.Read())
            counts[Reasons.GetValueOrDefault(rows.GetString(0))] = rows.GetInt64(1);
        return counts;
    }

    public static QuarantinedItem? Find(SqliteConnection reader, long id)
    {
        using var find = new Statement(reader, $"{Columns} WHERE id = ?1", 1);
        using var row = find.Bind(1, id).Rows();
        return row.Read() ? Item(row) : null;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _delete, _reason, _has, _left])
            statement.Dispose();
    }

    private static Statement Bind(Statement statement, QuarantineFilter filter) => statement
        .Bind(1, filter.Node).Bind(2, filter.Reason?.Slug()).Bind(3, filter.From?.Microseconds).Bind(4, filter.To?.Microseconds);

    private static Statement BindPage(Statement statement, QuarantineFilter filter) => Bind(statement, filter).Bind(5, filter.Before).Bind(6, filter.After);

    private static QuarantinedItem Item(SqliteDataReader row)
    {
        var node = Text(row, 2);
        var batch = node is not null && Text(row, 4) is { } text && Epoch.TryParse(text, out var epoch)
            ? new BatchId(node, epoch, row.GetInt64(5))
            : (BatchId?)null;
        var entry = new QuarantineEntry(Text(row, 6), Reasons.GetValueOrDefault(row.GetString(7)), row.GetString(8), (byte[])row[9]);
        return new QuarantinedItem(row.GetInt64(0), new UnixTime(row.GetInt64(1)), node, row.GetString(3), batch, entry);
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
