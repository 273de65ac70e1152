using System.Text;
using Arena.Edge.Hardware.Linux.Calls;
using Arena.Edge.Outbox;

namespace Arena.Edge.Doctor.Storage;

/// <summary>Whether <c>arena-edge run</c> works as a node now: it holds the lock of the outbox as long as it lives.</summary>
/// <param name="Runs">It does.</param>
/// <param name="Process">Its number, as it wrote it down; empty when unknown.</param>
internal readonly record struct WorkerPresence(bool Runs, string Process)
{
    /// <param name="folder">The node's, in the data folder.</param>
    public static WorkerPresence In(string folder)
    {
        var path = Path.Combine(folder, OutboxLock.FileName);
        if (!File.Exists(path)) return default;
        try
        {
            // Shared, and let go at once: the worker's own lock is exclusive.
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return default;
        }
        catch (IOException)
        {
            return new WorkerPresence(Runs: true, Signed(path));
        }
        catch (UnauthorizedAccessException)
        {
            return default;
        }
    }

    // Through the kernel: .NET asks for a lock with every file it opens.
    private static string Signed(string path)
    {
        var descriptor = Kernel.Instance.Open(path, OpenFlags.CloseOnExec);
        if (descriptor < 0) return "";
        Span<byte> number = stackalloc byte[16];
        var read = Kernel.Instance.Read(descriptor, number);
        Kernel.Instance.Close(descriptor);
        return read > 0 ? Encoding.ASCII.GetString(number[..read]) : "";
    }

    public Finding Told(string node) => Runs
        ? Finding.Ok($"arena-edge works as {node} (process {(Process.Length > 0 ? Process : "unknown")}): sensors are not read beside it, and lines it holds are fine.")
        : Finding.Ok($"arena-edge does not work as {node} now, so every sensor is read once.");
}
