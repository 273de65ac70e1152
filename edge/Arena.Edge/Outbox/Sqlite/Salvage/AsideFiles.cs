using System.Globalization;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>Outbox files that were put aside, with their logs: <c>outbox-damaged-20261122T051026Z.db</c>. The newest two are kept.</summary>
internal static class AsideFiles
{
    private const int Most = 2;

    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>A free name beside the outbox.</summary>
    public static string NameFor(string folder, string kind, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 1000)
            .Select(attempt => Path.Combine(folder, attempt == 0 ? $"outbox-{kind}-{stamp}.db" : $"outbox-{kind}-{stamp}-{attempt}.db"))
            .First(candidate => Array.TrueForAll(Parts, part => !File.Exists(candidate + part)));
    }

    /// <summary>Renames a database with its log: the database first, so that no log is ever taken for another's.</summary>
    public static void Move(string from, string to)
    {
        foreach (var part in Parts)
        {
            if (!File.Exists(from + part)) continue;
            File.Move(from + part, to + part);
            FolderFlush.Flush(Path.GetDirectoryName(to)!);
        }
    }

    /// <summary>Deletes a database with its log.</summary>
    public static void Delete(string path)
    {
        foreach (var part in Parts) File.Delete(path + part);
    }

    /// <summary>Deletes all but the newest.</summary>
    public static void Prune(string folder, string? newest, int most = Most)
    {
        foreach (var old in Directory.GetFiles(folder, "outbox-*-*Z*.db").OrderByDescending(file => file == newest).ThenByDescending(Stamp, StringComparer.Ordinal).Skip(most))
            Delete(old);
    }

    private static string Stamp(string file) => Path.GetFileNameWithoutExtension(file).Split('-', 3)[^1];
}
