using Arena.Edge.Outbox.Sqlite.Salvage;

namespace Arena.Edge.Sensors;

/// <summary>
/// A file of lines that is only ever added to. A line is on the disk when it was added; one without its end was torn by a power cut while it was written,
/// was never used, and gives its place to the next.
/// </summary>
internal sealed class DurableLines(string path)
{
    public string Path { get; } = path;

    /// <summary>Changes whenever the file does; default while there is none.</summary>
    /// <exception cref="SensorFault">It can't be looked at.</exception>
    public (long Length, DateTime Written) State => Guarded(
        () => new FileInfo(Path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default, "read");

    /// <summary>All whole lines; none while there is no file.</summary>
    /// <exception cref="SensorFault">It can't be read.</exception>
    public IReadOnlyList<string> Read() => Guarded<IReadOnlyList<string>>(
        () =>
        {
            if (!File.Exists(Path)) return [];
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(file);
            var whole = text.ReadToEnd();
            return whole[..(whole.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        },
        "read");

    /// <summary>Adds a line, without its end.</summary>
    /// <exception cref="SensorFault">It can't be written, or another is writing.</exception>
    public void Add(ReadOnlyMemory<byte> line) => Guarded(
        () =>
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
            Directory.CreateDirectory(folder);
            var isNew = !File.Exists(Path);
            using (var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                file.SetLength(EndOfLastLine(file));
                file.Seek(0, SeekOrigin.End);
                file.Write([.. line.Span, (byte)'\n']);
                file.Flush(flushToDisk: true);
            }

            if (isNew) FolderFlush.Flush(folder);
            return true;
        },
        "written");

    private static long EndOfLastLine(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Array.LastIndexOf(bytes, (byte)'\n') + 1;
    }

    private T Guarded<T>(Func<T> work, string what)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SensorFault($"{Path} can't be {what} ({error.Message}): give the worker's user access, and try again if another is writing.");
        }
    }
}
