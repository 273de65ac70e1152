using Arena.Ingest.Store.Sqlite;
using Arena.Wire;
using Arena.Wire.Batches;
using Arena.Wire.Gaps;
using Microsoft.Data.Sqlite;

namespace Arena.Ingest.Ledger;

/// <summary>Table <c>gap</c>: what nodes declared missing, thinned or uncertain, and in which batch they did. Kept for ever: it is part of the record.</summary>
internal sealed class GapTable : IDisposable
{
    private const string Columns = "node, declared_epoch, declared_seq, received_us, cause, from_us, to_us, samples, epoch, first, last, chain, closes, point, detail";

    private readonly SqliteConnection _writer;
    private readonly Statement _insert;

    public GapTable(SqliteConnection writer)
    {
        _writer = writer;
        Statement.Run(writer, """
            CREATE TABLE IF NOT EXISTS gap (
              id INTEGER PRIMARY KEY, node TEXT NOT NULL, declared_epoch TEXT NOT NULL, declared_seq INTEGER NOT NULL, place INTEGER NOT NULL,
              received_us INTEGER NOT NULL, cause TEXT NOT NULL, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, samples INTEGER,
              epoch TEXT, first INTEGER, last INTEGER, chain BLOB, closes INTEGER NOT NULL, point TEXT, detail TEXT NOT NULL,
              UNIQUE (node, declared_epoch, declared_seq, place));
            """);
        Statement.Run(writer, "CREATE INDEX IF NOT EXISTS gap_of_node ON gap (node, from_us)");
        _insert = new Statement(
            writer,
            $"INSERT OR IGNORE INTO gap ({Columns}, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            16);
    }

    /// <summary>Writes a gap. A batch that is taken a second time, because its claim was withdrawn, declares nothing new.</summary>
    public void Insert(DeclaredGap declared, int place)
    {
        var (gap, batches) = (declared.Gap, declared.Gap.Batches);
        _insert.Bind(1, declared.By.Node).Bind(2, declared.By.Epoch.ToString()).Bind(3, declared.By.Sequence).Bind(4, declared.Received.Microseconds)
            .Bind(5, gap.Cause.Slug()).Bind(6, gap.From.Microseconds).Bind(7, gap.To.Microseconds).Bind(8, gap.Samples)
            .Bind(9, batches?.Epoch.ToString()).Bind(10, batches?.First).Bind(11, batches?.Last).Bind(12, batches?.Chain?.ToArray())
            .Bind(13, gap.Closes ? 1 : 0).Bind(14, gap.Point).Bind(15, gap.Detail).Bind(16, place).Run();
    }

    /// <summary>Every gap that stands for batches, in the order they came.</summary>
    public List<DeclaredGap> OfBatches()
    {
        using var all = new Statement(_writer, $"SELECT {Columns} FROM gap WHERE epoch IS NOT NULL ORDER BY id", 0);
        return Gaps(all);
    }

    /// <summary>A node's gaps that concern a span, its end excluded, by their begin.</summary>
    public static List<DeclaredGap> Within(SqliteConnection reader, string node, UnixTime from, UnixTime to)
    {
        using var some = new Statement(reader, $"SELECT {Columns} FROM gap WHERE node = ?1 AND from_us < ?3 AND to_us >= ?2 ORDER BY from_us, id", 3);
        return Gaps(some.Bind(1, node).Bind(2, from.Microseconds).Bind(3, to.Microseconds));
    }

    public void Dispose() => _insert.Dispose();

    private static List<DeclaredGap> Gaps(Statement statement)
    {
        using var rows = statement.Rows();
        var gaps = new List<DeclaredGap>();
        while (rows.Read())
            gaps.Add(Gap(rows));
        return gaps;
    }

    private static DeclaredGap Gap(SqliteDataReader row)
    {
        var gap = new Gap(GapCauseText.Parse(row.GetString(4)), new UnixTime(row.GetInt64(5)), new UnixTime(row.GetInt64(6)))
        {
            Samples = row.IsDBNull(7) ? null : row.GetInt64(7),
            Batches = row.IsDBNull(8)
                ? null
                : new GapBatches(EpochIn(row, 8), row.GetInt64(9), row.GetInt64(10), row.IsDBNull(11) ? null : BatchChain.From((byte[])row[11])),
            Closes = row.GetInt64(12) != 0,
            Point = row.IsDBNull(13) ? null : row.GetString(13),
            Detail = row.GetString(14),
        };
        return new DeclaredGap(new BatchId(row.GetString(0), EpochIn(row, 1), row.GetInt64(2)), new UnixTime(row.GetInt64(3)), gap);
    }

    private static Epoch EpochIn(SqliteDataReader row, int column) => Epoch.TryParse(row.GetString(column), out var epoch)
        ? epoch
        : throw new InvalidDataException($"epoch \"{row.GetString(column)}\" of a gap of node {row.GetString(0)} in the ledger is not 32 hexadecimal digits: restore arena.db from a backup");
}
