namespace Arena.Ingest.Said;

/// <summary>Files that nobody but the owner reads.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes it when it isn't there, and closes one that others could read. What SQLite puts beside it gets its mode.</summary>
    public static void Make(string path)
    {
        using (new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = Owner }))
        {
        }

        File.SetUnixFileMode(path, Owner);
    }
}
