using System.Buffers.Binary;
using System.Globalization;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>A frame of a write-ahead log.</summary>
/// <param name="Offset">Of its header in the file; the page follows after 24 bytes.</param>
/// <param name="Page">Number of the page it holds.</param>
/// <param name="Commits">It ends a transaction.</param>
internal readonly record struct WalFrame(long Offset, uint Page, bool Commits);

/// <summary>
/// The frames of SQLite's write-ahead log, read without SQLite, which silently takes a log that breaks off for one that ends there
/// (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
/// </summary>
/// <remarks>
/// Header, big-endian: magic (its last bit tells the checksum's byte order), version, page size, checkpoint, salt-1, salt-2, checksum-1, checksum-2.
/// Frame: page, size of the database after a commit or 0, salt-1, salt-2, checksum-1, checksum-2, page. Checksums go on from frame to frame.
/// </remarks>
internal sealed class WalFrames
{
    public const int HeaderBytes = 32;
    public const int FrameHeaderBytes = 24;

    private const uint Magic = 0x377f0682;

    private WalFrames(IReadOnlyList<WalFrame> frames, int sound, string damage) => (Frames, Sound, Damage) = (frames, sound, damage);

    /// <summary>All frames that belong to the log as it is now, those after a damaged one too.</summary>
    public IReadOnlyList<WalFrame> Frames { get; }

    /// <summary>How many of them, from the first on, SQLite would read.</summary>
    public int Sound { get; }

    /// <summary>
    /// Why committed frames are lost to SQLite, or empty. A transaction that follows a broken one was begun after the broken one had been flushed:
    /// so that one was whole once. A broken last one was torn by a power cut, and nobody was told that it is durable.
    /// </summary>
    public string Damage { get; }

    /// <summary>Reads the log of a database, if there is one.</summary>
    /// <param name="database">Path of the database.</param>
    /// <param name="pageBytes">Size of its pages where the log's own header is damaged.</param>
    public static WalFrames Of(string database, int pageBytes = OutboxFile.PageBytes)
    {
        if (Open(database, out var header) is not { } file) return new WalFrames([], 0, "");
        using (file)
        {
            var sound = IsSound(header);
            return Read(file, header, sound ? (int)Word(header, 8) : pageBytes, IsBigEndian(header), sound);
        }
    }

    /// <summary>The page size that a sound header of the log says; null without one.</summary>
    public static int? PageBytesSaid(string database)
    {
        if (Open(database, out var header) is not { } file) return null;
        using (file) return IsSound(header) ? (int)Word(header, 8) : null;
    }

    private static FileStream? Open(string database, out byte[] header)
    {
        var path = database + "-wal";
        header = new byte[HeaderBytes];
        if (!File.Exists(path) || new FileInfo(path).Length < HeaderBytes) return null;
        var file = File.OpenRead(path);
        file.ReadExactly(header);
        return file;
    }

    private static bool IsBigEndian(byte[] header) => (Word(header, 0) & 1) == 1;

    private static bool IsSound(byte[] header) =>
        (Word(header, 0) & ~1u) == Magic && Sum(header.AsSpan(0, 24), IsBigEndian(header), default) == (Word(header, 24), Word(header, 28));

    private static WalFrames Read(FileStream file, byte[] header, int pageBytes, bool bigEndian, bool soundHeader)
    {
        var (frames, sound, intact, sum) = (new List<WalFrame>(), 0, soundHeader, (Word(header, 24), Word(header, 28)));
        var frame = new byte[FrameHeaderBytes + pageBytes];
        for (long offset = HeaderBytes; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; offset += frame.Length)
        {
            var belongs = !soundHeader || Word(frame, 8) == Word(header, 16) || Word(frame, 12) == Word(header, 20);
            if (!belongs)
            {
                intact = false;
                continue;
            }

            sum = Sum(frame.AsSpan(FrameHeaderBytes), bigEndian, Sum(frame.AsSpan(0, 8), bigEndian, sum));
            intact &= Word(frame, 8) == Word(header, 16) && Word(frame, 12) == Word(header, 20) && sum == (Word(frame, 16), Word(frame, 20));
            frames.Add(new WalFrame(offset, Word(frame, 0), Word(frame, 4) != 0));
            if (intact) sound = frames.Count;
        }

        return new WalFrames(frames, sound, DamageIn(frames, sound, soundHeader));
    }

    private static string DamageIn(List<WalFrame> frames, int sound, bool soundHeader)
    {
        if (!soundHeader) return frames.Count > 0 ? "the header of its log is damaged" : "";
        var broken = frames.FindIndex(sound, frame => frame.Commits);
        return broken >= 0 && broken < frames.Count - 1
            ? string.Create(CultureInfo.InvariantCulture, $"frame {sound + 1} of its log is damaged, and {frames.Count - sound - 1} follow")
            : "";
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static (uint One, uint Two) Sum(ReadOnlySpan<byte> bytes, bool bigEndian, (uint One, uint Two) sum)
    {
        for (var i = 0; i < bytes.Length; i += 8)
        {
            sum.One += Of(bytes[i..]) + sum.Two;
            sum.Two += Of(bytes[(i + 4)..]) + sum.One;
        }

        return sum;

        uint Of(ReadOnlySpan<byte> word) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
