using System.Globalization;
using System.Text;

namespace Arena.Edge.Outbox;

/// <summary>
/// Keeps a second worker out of an outbox: an exclusive lock on a file beside it, which the kernel releases when the process ends, however it
/// ends.
/// </summary>
internal sealed class OutboxLock : IDisposable
{
    public const string FileName = "outbox.lock";

    private readonly FileStream _file;

    private OutboxLock(FileStream file) => _file = file;

    /// <exception cref="OutboxUnusableException">Another worker holds it, or the folder can't be written.</exception>
    public static OutboxLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            Directory.CreateDirectory(folder);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new OutboxUnusableException($"{path} can't be written: give the worker's user write access to {folder}", error);
        }
        catch (IOException error) when (!File.Exists(path))
        {
            throw new OutboxUnusableException($"{path} can't be made ({error.Message}): check --data", error);
        }
        catch (IOException error)
        {
            throw new OutboxUnusableException(
                $"{path} is locked: another worker uses this outbox; end it, or give this one its own --data", error);
        }

        Sign(file);
        return new OutboxLock(file);
    }

    private static void Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
        }
        catch (IOException)
        {
            // The disk is full. The number is for people; the kernel holds the lock without it.
        }
    }

    public void Dispose() => _file.Dispose();
}
