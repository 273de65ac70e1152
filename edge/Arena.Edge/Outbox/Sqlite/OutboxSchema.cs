namespace Arena.Edge.Outbox.Sqlite;

/// <summary>The tables of an outbox file, version 1.</summary>
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
}
