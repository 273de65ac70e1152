using System.Globalization;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Tables <c>ledger</c> (generation), <c>epoch</c> (one row each: counters, and its terminal numbers as <c>low</c> and
/// <c>ranges</c>, <c>43-50 52-52</c>) and <c>batch</c> (first 16 bytes of every terminal batch's SHA-256).
/// </summary>
internal sealed class LedgerTables : IDisposable
{
    /// <summary>Bytes kept of a batch's hash: two different payloads share them by chance once in 2^128.</summary>
    public const int HashBytes = 16;

    private const string Columns =
        "SELECT id, node, epoch, low, ranges, stored, quarantined, quarantined_samples, first_received_us, last_received_us FROM epoch";

    private readonly Statement _insertEpoch;
    private readonly Statement _updateEpoch;
    private readonly Statement _insertBatch;
    private readonly SqliteConnection _writer;

    public LedgerTables(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS ledger (generation INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS epoch (
              id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL, low INTEGER NOT NULL, ranges TEXT NOT NULL, stored INTEGER NOT NULL,
              quarantined INTEGER NOT NULL, quarantined_samples INTEGER NOT NULL, first_received_us INTEGER NOT NULL, last_received_us INTEGER NOT NULL,
              UNIQUE (node, epoch));
            CREATE TABLE IF NOT EXISTS batch (epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (epoch, seq)) WITHOUT ROWID;
            """);
        _insertEpoch = new Statement(
            writer,
            "INSERT INTO epoch (node, epoch, low, ranges, stored, quarantined, quarantined_samples, first_received_us, last_received_us) "
            + "VALUES (?1, ?2, 0, '', 0, 0, 0, ?3, ?3) RETURNING id",
            3);
        _updateEpoch = new Statement(
            writer,
            "UPDATE epoch SET low = ?2, ranges = ?3, stored = ?4, quarantined = ?5, quarantined_samples = ?6, "
            + "first_received_us = ?7, last_received_us = ?8 WHERE id = ?1",
            8);
        _insertBatch = new Statement(writer, "INSERT INTO batch (epoch, seq, hash) VALUES (?1, ?2, ?3)", 3);
    }

    /// <summary>The file's generation; minted as <paramref name="born"/> when it has none.</summary>
    public long Generation(long born)
    {
        using var read = new Statement(_writer, "SELECT generation FROM ledger", 0);
        if (read.Scalar() is long known)
            return known;
        using var mint = new Statement(_writer, "INSERT INTO ledger (generation) VALUES (?1)", 1);
        mint.Bind(1, born).Run();
        return born;
    }

    public long InsertEpoch(string node, Epoch epoch, UnixTime received) =>
        (long)_insertEpoch.Bind(1, node).Bind(2, epoch.ToString()).Bind(3, received.Microseconds).Scalar()!;

    public void UpdateEpoch(EpochEntry entry)
    {
        var status = entry.Status;
        var ranges = string.Join(' ', status.Terminal.Ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));
        _updateEpoch.Bind(1, entry.Id).Bind(2, status.Terminal.Low).Bind(3, ranges).Bind(4, status.Stored).Bind(5, status.Quarantined)
            .Bind(6, status.QuarantinedSamples).Bind(7, status.FirstReceived.Microseconds).Bind(8, status.LastReceived.Microseconds).Run();
    }

    public void InsertBatch(long epoch, long sequence, ReadOnlySpan<byte> hash) =>
        _insertBatch.Bind(1, epoch).Bind(2, sequence).Bind(3, Short(hash).ToArray()).Run();

    public static List<EpochEntry> AllEpochs(SqliteConnection connection)
    {
        using var all = new Statement(connection, Columns, 0);
        return Entries(all);
    }

    /// <summary>Whether a terminal batch had this hash.</summary>
    public static bool HasHash(SqliteConnection reader, long epoch, long sequence, ReadOnlySpan<byte> hash)
    {
        using var find = new Statement(reader, "SELECT hash FROM batch WHERE epoch = ?1 AND seq = ?2", 2);
        return find.Bind(1, epoch).Bind(2, sequence).Scalar() is byte[] known && Short(hash).SequenceEqual(known);
    }

    public void Dispose()
    {
        _insertEpoch.Dispose();
        _updateEpoch.Dispose();
        _insertBatch.Dispose();
    }

    public static ReadOnlySpan<byte> Short(ReadOnlySpan<byte> hash) => hash[..Math.Min(hash.Length, HashBytes)];

    private static List<EpochEntry> Entries(Statement statement)
    {
        using var rows = statement.Rows();
        var entries = new List<EpochEntry>();
        while (rows.Read())
        {
            if (!Epoch.TryParse(rows.GetString(2), out var epoch))
                throw new InvalidDataException($"epoch \"{rows.GetString(2)}\" of node {rows.GetString(1)} in the ledger is not 32 hexadecimal digits: restore arena.db from a backup");
            entries.Add(new EpochEntry(rows.GetInt64(0), rows.GetString(1), new EpochStatus(
                epoch, Set(rows.GetInt64(3), rows.GetString(4)), rows.GetInt64(5), rows.GetInt64(6), rows.GetInt64(7),
                new UnixTime(rows.GetInt64(8)), new UnixTime(rows.GetInt64(9)))));
        }

        return entries;
    }

    private static SequenceSet Set(long low, string ranges)
    {
        var set = new SequenceSet();
        set.RaiseLow(low);
        foreach (var range in ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            set.Add(new SequenceRange(
                long.Parse(range.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
                long.Parse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture)));
        }

        return set;
    }
}
