using Microsoft.Data.Sqlite;

namespace Arena.Edge.Outbox.Sqlite;

/// <summary>
/// The tables of an outbox file, version 1. A newer worker only adds tables and columns that may be null, so that an older one can go on in the
/// same file.
/// </summary>
internal static class OutboxSchema
{
    /// <summary>In the file's user_version; a file with a higher one is refused.</summary>
    public const int Version = 1;

    /// <summary>In the file's application_id: "Arna". A file of another program is refused, not overwritten.</summary>
    public const int ApplicationId = 0x41726e61;

    // Times are µs since 1970. `highest` outlives the batches it counted, so no number is ever used twice.
    public const string Create =
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            epoch TEXT NOT NULL,
            created INTEGER NOT NULL,
            highest INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            low INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE acknowledged (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
        CREATE TABLE batches (
            seq INTEGER PRIMARY KEY,
            payload BLOB NOT NULL,
            sha256 BLOB NOT NULL,
            sealed_at INTEGER NOT NULL,
            samples INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE series (series TEXT PRIMARY KEY, newest INTEGER NOT NULL, register REAL) STRICT, WITHOUT ROWID;
        """;

    // The first worker had the tables above and no more.
    private static readonly (string Table, string Column, string Type)[] Added =
    [
        ("outbox", "chain", "BLOB"), // The epoch's chain at chain_at; null in an epoch that the first worker began.
        ("outbox", "chain_at", "INTEGER"),
        ("outbox", "proven", "INTEGER"), // Ingest has proven to have every batch up to it, in the ledger generation beside it.
        ("outbox", "proven_generation", "INTEGER"),
        ("outbox", "renewed_at", "INTEGER"), // It was made in the place of a damaged or forked one.
        ("outbox", "renew", "TEXT"), // Why it must be renewed when it is opened next.
        ("outbox", "own_check", "BLOB"), // Hashes over the row and the ranges, see HeadCheck.
        ("outbox", "all_check", "BLOB"),
        ("series", "row_check", "BLOB"), // Hash over the row, see SeriesCheck.
        ("batches", "chain", "BLOB"), // The epoch's chain with this batch.
        ("batches", "from_time", "INTEGER"), // Earliest and latest sample in it.
        ("batches", "to_time", "INTEGER"),
    ];

    // Numbers that are no longer kept. `declared_in` is the batch that declares them missing, null for forgotten ones.
    private const string AddGap =
        """
        CREATE TABLE IF NOT EXISTS gap (
            first INTEGER PRIMARY KEY,
            last INTEGER NOT NULL,
            chain BLOB,
            from_time INTEGER NOT NULL,
            to_time INTEGER NOT NULL,
            samples INTEGER,
            declared_in INTEGER
        ) STRICT
        """;

    /// <summary>Adds what the file lacks of all that came after the first worker. Runs within the caller's transaction.</summary>
    public static void AddWhatIsNew(SqliteConnection connection)
    {
        foreach (var columns in Added.GroupBy(added => added.Table))
        {
            var there = connection.Rows($"SELECT name FROM pragma_table_info('{columns.Key}')").Select(row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
            foreach (var (table, column, type) in columns.Where(added => !there.Contains(added.Column)))
                connection.Run($"ALTER TABLE {table} ADD COLUMN {column} {type}");
        }

        connection.Run(AddGap);
        connection.Run(FormerTable.Create);
        connection.Run(UndatedTable.Create);
        connection.Run(ThinnedTable.Create);
    }
}
