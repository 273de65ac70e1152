using System.Globalization;
using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Acknowledgements;
using Arena.Wire.Batches;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>
/// Table <c>epoch</c>, one row each: counters, its terminal numbers as <c>low</c> and <c>ranges</c> (<c>43-50 52-52</c>), and the chain with the
/// number it stands at, which tells when an older Arena has moved the watermark without it.
/// </summary>
internal sealed class EpochTable : IDisposable
{
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly SqliteConnection _writer;

    public EpochTable(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS epoch (
              id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL, low INTEGER NOT NULL, ranges TEXT NOT NULL, stored INTEGER NOT NULL,
              quarantined INTEGER NOT NULL, quarantined_samples INTEGER NOT NULL, first_received_us INTEGER NOT NULL, last_received_us INTEGER NOT NULL,
              UNIQUE (node, epoch));
            """);
        Columns.Add(writer, "epoch", "chain BLOB", "chain_at INTEGER", "said INTEGER");
        _insert = new Statement(
            writer,
            "INSERT INTO epoch (node, epoch, low, ranges, stored, quarantined, quarantined_samples, first_received_us, last_received_us) "
            + "VALUES (?1, ?2, 0, '', 0, 0, 0, ?3, ?3) RETURNING id",
            3);
        _update = new Statement(
            writer,
            "UPDATE epoch SET low = ?2, ranges = ?3, stored = ?4, quarantined = ?5, quarantined_samples = ?6, "
            + "first_received_us = ?7, last_received_us = ?8, chain = ?9, chain_at = ?10, said = ?11 WHERE id = ?1",
            11);
    }

    public long Insert(string node, Epoch epoch, UnixTime received) =>
        (long)_insert.Bind(1, node).Bind(2, epoch.ToString()).Bind(3, received.Microseconds).Scalar()!;

    public void Update(EpochEntry entry)
    {
        var status = entry.Status;
        var ranges = string.Join(' ', status.Terminal.Ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));
        _update.Bind(1, entry.Id).Bind(2, status.Terminal.Low).Bind(3, ranges).Bind(4, status.Stored).Bind(5, status.Quarantined)
            .Bind(6, status.QuarantinedSamples).Bind(7, status.FirstReceived.Microseconds).Bind(8, status.LastReceived.Microseconds)
            .Bind(9, status.Chain?.ToArray()).Bind(10, entry.ChainAt).Bind(11, status.Said).Run();
    }

    public List<EpochEntry> All()
    {
        using var all = new Statement(
            _writer,
            "SELECT id, node, epoch, low, ranges, stored, quarantined, quarantined_samples, first_received_us, last_received_us, chain, chain_at, said FROM epoch",
            0);
        using var rows = all.Rows();
        var entries = new List<EpochEntry>();
        while (rows.Read())
            entries.Add(Entry(rows));
        return entries;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
    }

    private static EpochEntry Entry(SqliteDataReader row)
    {
        if (!Epoch.TryParse(row.GetString(2), out var epoch))
            throw new InvalidDataException($"epoch \"{row.GetString(2)}\" of node {row.GetString(1)} in the ledger is not 32 hexadecimal digits: restore arena.db from a backup");

        // A row of an older Arena has no chain: it is made from the hashes, from the start.
        var mark = row.IsDBNull(11)
            ? ChainMark.Start
            : new ChainMark(row.GetInt64(11), row.IsDBNull(10) ? null : BatchChain.From((byte[])row[10]));
        var status = new EpochStatus(
            epoch, Set(row.GetInt64(3), row.GetString(4)), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
            new UnixTime(row.GetInt64(8)), new UnixTime(row.GetInt64(9)))
        {
            Chain = mark.Chain,
            Said = row.IsDBNull(12) ? null : row.GetInt64(12),
        };
        return new EpochEntry(row.GetInt64(0), row.GetString(1), status) { ChainAt = mark.At };
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
