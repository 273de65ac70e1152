namespace Arena.Ingest.Store.Sqlite;

internal sealed class ArenaFile(ArenaFileOptions options, ILogger logger)
{
    public string Path => $"{options.Path}{logger}"[..options.Path.Length];
}
