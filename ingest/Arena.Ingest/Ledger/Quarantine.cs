using System.Globalization;
using Arena.Ingest.Store;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>Table <c>quarantine</c>: what was refused, with its reason and bytes. When it is full, nothing more is taken until someone has looked.</summary>
internal sealed partial class Quarantine(ArenaFile file, ArenaFileOptions options, ILogger logger) : IFilePart
{
    private const int MostPayloadBytes = 1 << 20;
    private const string Columns = "SELECT id, received_us, node, topic, epoch, seq, name, reason, detail, payload FROM quarantine";
    private static readonly Dictionary<string, Reason> Reasons = Enum.GetValues<Reason>().ToDictionary(reason => reason.Slug());
    private Statement? _insert;
    private Statement? _sizes;
    private long _entries;
    private long _bytes;
    private long _stagedEntries;
    private long _stagedBytes;

    /// <summary>Writes an entry in the running transaction.</summary>
    /// <exception cref="StoreUnavailableException">It doesn't fit.</exception>
    public void Stage(QuarantinedItem item)
    {
        var (payload, detail) = (item.Entry.Payload, item.Entry.Detail);
        if (payload.Length > MostPayloadBytes)
        {
            detail = string.Create(CultureInfo.InvariantCulture, $"{detail} (the first {MostPayloadBytes} of {payload.Length} bytes are kept)");
            payload = payload[..MostPayloadBytes];
        }

        if (!Fits(payload.Length))
            Recount();
        if (!Fits(payload.Length))
        {
            LogFull(options.Path, _entries, _bytes);
            throw new StoreUnavailableException(
                $"the quarantine in {options.Path} is full ({_entries} entries, {_bytes} bytes): find out who sends what is refused, then delete from its table what was looked at; it goes on by itself");
        }

        _insert!.Bind(1, item.Received.Microseconds).Bind(2, item.Node).Bind(3, item.Topic).Bind(4, item.Batch?.Epoch.ToString())
            .Bind(5, item.Batch?.Sequence).Bind(6, item.Entry.Name).Bind(7, item.Entry.Reason.Slug()).Bind(8, detail).Bind(9, payload.ToArray()).Run();
        _stagedEntries++;
        _stagedBytes += payload.Length;
    }

    /// <summary>The newest entries of one node or of all.</summary>
    public QuarantinePage Newest(string? node, int limit) => file.Read(reader =>
    {
        using var count = new Statement(reader, "SELECT count(*) FROM quarantine WHERE ?1 IS NULL OR node = ?1", 1);
        var total = (long)count.Bind(1, node).Scalar()!;
        using var newest = new Statement(reader, $"{Columns} WHERE ?1 IS NULL OR node = ?1 ORDER BY id DESC LIMIT ?2", 2);
        using var rows = newest.Bind(1, node).Bind(2, Math.Max(0, limit)).Rows();
        var items = new List<QuarantinedItem>();
        while (rows.Read())
            items.Add(Item(rows));
        return new QuarantinePage(total, items);
    });

    public void Open(SqliteConnection writer)
    {
        Dispose();
        Discard();
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS quarantine (
              id INTEGER PRIMARY KEY AUTOINCREMENT, received_us INTEGER NOT NULL, node TEXT, topic TEXT NOT NULL, epoch TEXT, seq INTEGER,
              name TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL, payload BLOB NOT NULL);
            """);
        _sizes = new Statement(writer, "SELECT count(*), coalesce(sum(length(payload)), 0) FROM quarantine", 0);
        _insert = new Statement(writer, "INSERT INTO quarantine (received_us, node, topic, epoch, seq, name, reason, detail, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", 9);
        Recount();
    }

    public void Publish()
    {
        _entries += _stagedEntries;
        _bytes += _stagedBytes;
        Discard();
    }

    public void Discard() => (_stagedEntries, _stagedBytes) = (0, 0);

    public void Dispose()
    {
        _insert?.Dispose();
        _sizes?.Dispose();
    }

    private bool Fits(int payload) =>
        _entries + _stagedEntries < options.MaxQuarantineEntries && _bytes + _stagedBytes + payload <= options.MaxQuarantineBytes;

    // Someone may have made room in the table meanwhile. The rows of the running transaction are counted apart.
    private void Recount()
    {
        using var row = _sizes!.Rows();
        row.Read();
        (_entries, _bytes) = (row.GetInt64(0) - _stagedEntries, row.GetInt64(1) - _stagedBytes);
    }

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

    [LoggerMessage(LogLevel.Error, "The quarantine in {Path} is full ({Entries} entries, {Bytes} bytes): nothing more is acknowledged until there is room.")]
    private partial void LogFull(string path, long entries, long bytes);
}
