using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Arena.Ingest.Store.Sqlite;

/// <summary>Says what a SQLite error means for whoever runs the service.</summary>
internal static class SqliteFault
{
    public static StoreUnavailableException Unavailable(string path, SqliteException fault) =>
        new($"{path} can't be used: {Explain(fault)}", fault);

    private static string Explain(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk or the file's own limit is full; make room, it goes on by itself",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds a lock on it; close that program",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "it may not be written; give the service's user write access",
        raw.SQLITE_CANTOPEN => "it can't be opened; does the folder exist and may the service's user write there?",
        raw.SQLITE_IOERR => $"the disk reports an error ({fault.SqliteExtendedErrorCode}); look at the kernel's log",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "it is damaged; restore it from a backup, or move it away: nodes offer again what they keep",
        _ => $"{fault.Message} ({fault.SqliteExtendedErrorCode})",
    };
}
