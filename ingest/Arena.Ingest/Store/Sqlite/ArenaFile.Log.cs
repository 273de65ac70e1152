namespace Arena.Ingest.Store.Sqlite;

internal sealed partial class ArenaFile
{
    [LoggerMessage(LogLevel.Warning, "A write to {Path} failed and is void; nothing of it is acknowledged.")]
    private partial void LogWriteFailed(Exception fault, string path);
}
