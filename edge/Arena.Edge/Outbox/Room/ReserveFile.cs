namespace Arena.Edge.Outbox.Room;

/// <summary>
/// A file that takes room and holds nothing: <c>outbox.reserve</c> beside the outbox. Deleted when the disk is full to the last byte, because making
/// room needs some first; made again when there is plenty.
/// </summary>
internal sealed class ReserveFile(string folder, long bytes)
{
    public const string Name = "outbox.reserve";

    private const long LeastToOpen = 1L << 20;

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>It is there, in its full size.</summary>
    public bool Exists => new FileInfo(_path) is { Exists: true } file && file.Length == bytes;

    /// <summary>Free bytes of the disk it is on, for this user.</summary>
    public long FreeBytes => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Gives its room back; false when it was not there.</summary>
    public bool Release()
    {
        if (!File.Exists(_path)) return false;
        File.Delete(_path);
        return true;
    }

    /// <summary>Gives its room back where the disk has so little that not even opening a database works: its log and index are files too.</summary>
    public bool ReleaseForOpening() => FreeBytes < LeastToOpen && Release();

    /// <summary>Takes its room. False, and nothing is taken, when the disk has too little.</summary>
    public bool Make()
    {
        var making = _path + ".new";
        try
        {
            var before = FreeBytes;
            using (var file = File.OpenHandle(making, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, bytes))
            {
                // A file system that can't preallocate says nothing: then the blocks are taken by writing them.
                if (before - FreeBytes < bytes / 2) Fill(file);
                else RandomAccess.SetLength(file, bytes);
            }

            File.Move(making, _path, overwrite: true);
            return true;
        }
        catch (IOException)
        {
            File.Delete(making);
            return false;
        }
    }

    private void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var zeros = new byte[64 * 1024];
        for (var at = 0L; at < bytes; at += zeros.Length) RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, bytes - at)), at);
        RandomAccess.FlushToDisk(file);
    }
}
