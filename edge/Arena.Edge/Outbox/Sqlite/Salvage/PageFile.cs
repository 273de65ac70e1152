using System.Buffers.Binary;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>A page as it stands in a database file or in a frame of its log.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Frame">Index of the frame, or −1 for the database file itself.</param>
internal readonly record struct PagePlace(uint Page, int Frame);

/// <summary>
/// The pages of a database that SQLite may not be able to read: every version of every page that is still there. How large they are is given,
/// because the header may lie.
/// </summary>
internal sealed class PageFile : IDisposable
{
    private readonly FileStream _database;
    private readonly FileStream? _log;
    private readonly WalFrames _frames;
    private readonly Dictionary<uint, List<int>> _framesOf = [];

    public PageFile(string path, int pageBytes)
    {
        PageBytes = pageBytes;
        _frames = WalFrames.Of(path, pageBytes);
        _database = File.OpenRead(path);
        _log = _frames.Frames.Count > 0 ? File.OpenRead(path + "-wal") : null;
        for (var i = 0; i < _frames.Frames.Count; i++)
        {
            if (!_framesOf.TryGetValue(_frames.Frames[i].Page, out var versions)) _framesOf[_frames.Frames[i].Page] = versions = [];
            versions.Add(i);
        }
    }

    /// <summary>Length of a page.</summary>
    public int PageBytes { get; }

    /// <summary>
    /// The sizes that pages of a file may have: what a sound header of the log or of the file says, or else all that outboxes ever had.
    /// </summary>
    public static IReadOnlyList<int> SizesOf(string path)
    {
        int[] known = [OutboxFile.PageBytes, OutboxFile.FormerPageBytes];
        var said = WalFrames.PageBytesSaid(path) ?? HeaderSays(path);
        return known.Contains(said) ? [said] : known;
    }

    /// <summary>Every version of every page.</summary>
    public IEnumerable<PagePlace> Pages()
    {
        for (uint page = 1; page <= _database.Length / PageBytes; page++) yield return new PagePlace(page, -1);
        for (var i = 0; i < _frames.Frames.Count; i++) yield return new PagePlace(_frames.Frames[i].Page, i);
    }

    /// <summary>How pages may hang together with one found at a place: by frame up to which the log counts.</summary>
    public IEnumerable<int> ViewsFrom(PagePlace place)
    {
        if (place.Frame >= 0)
        {
            var end = place.Frame;
            while (end < _frames.Frames.Count - 1 && !_frames.Frames[end].Commits) end++;
            yield return end;
        }

        yield return _frames.Frames.Count - 1;
        yield return _frames.Sound - 1;
        yield return -1;
    }

    /// <summary>Reads a page version; false when the file ends before it.</summary>
    public bool TryRead(PagePlace place, Span<byte> page)
    {
        var (file, offset) = place.Frame < 0
            ? (_database, (place.Page - 1L) * PageBytes)
            : (_log!, _frames.Frames[place.Frame].Offset + WalFrames.FrameHeaderBytes);
        return place.Page >= 1 && RandomAccess.Read(file.SafeFileHandle, page[..PageBytes], offset) == PageBytes;
    }

    /// <summary>Reads a page as it is when the log counts up to a frame.</summary>
    public bool TryRead(uint page, int view, Span<byte> bytes)
    {
        var frame = -1;
        if (_framesOf.TryGetValue(page, out var versions))
        {
            foreach (var version in versions.TakeWhile(version => version <= view)) frame = version;
        }

        return TryRead(new PagePlace(page, frame), bytes);
    }

    public void Dispose()
    {
        _database.Dispose();
        _log?.Dispose();
    }

    // Database header (https://www.sqlite.org/fileformat2.html#the_database_header): "SQLite format 3", 0, and the page size in two bytes.
    private static int HeaderSays(string path)
    {
        Span<byte> header = stackalloc byte[18];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[..16].SequenceEqual("SQLite format 3\0"u8)
            ? BinaryPrimitives.ReadUInt16BigEndian(header[16..])
            : 0;
    }
}
