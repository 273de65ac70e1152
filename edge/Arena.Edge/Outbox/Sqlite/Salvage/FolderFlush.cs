using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Arena.Edge.Outbox.Sqlite.Salvage;

/// <summary>Makes renames in a folder durable, in the order they were made: .NET has no call for it.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <exception cref="Win32Exception">The disk fails.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{folder} can't be opened to be flushed");
        try
        {
            if (Fsync(descriptor) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{folder} can't be flushed");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
