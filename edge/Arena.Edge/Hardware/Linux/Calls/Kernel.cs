using System.Runtime.InteropServices;

namespace Arena.Edge.Hardware.Linux.Calls;

/// <summary>The real kernel, through the C library.</summary>
internal sealed partial class Kernel : ISystemCalls
{
    private const int SetFlags = 4;

    public static Kernel Instance { get; } = new();

    public int Open(string path, OpenFlags flags) => Retried(() => OpenFile(path, (int)flags));

    public int Close(int descriptor) => Outcome(CloseFile(descriptor));

    public int SetWaiting(int descriptor, bool waits) =>
        Outcome(Control(descriptor, SetFlags, (int)(waits ? OpenFlags.ReadWrite : OpenFlags.ReadWrite | OpenFlags.NonBlocking)));

    public int Ioctl(int descriptor, uint request, nint argument)
    {
        int result;
        do result = Outcome(ControlDevice(descriptor, request, argument));
        while (result == -Errno.Interrupted);
        return result;
    }

    public int Read(int descriptor, Span<byte> buffer)
    {
        int result;
        do result = Outcome((int)ReadFile(descriptor, buffer, (nuint)buffer.Length));
        while (result == -Errno.Interrupted);
        return result;
    }

    public int Write(int descriptor, ReadOnlySpan<byte> data)
    {
        int result;
        do result = Outcome((int)WriteFile(descriptor, data, (nuint)data.Length));
        while (result == -Errno.Interrupted);
        return result;
    }

    private static int Retried(Func<int> call)
    {
        int result;
        do result = Outcome(call());
        while (result == -Errno.Interrupted);
        return result;
    }

    private static int Outcome(int result) => result >= 0 ? result : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command, int value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ControlDevice(int descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadFile(int descriptor, Span<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteFile(int descriptor, ReadOnlySpan<byte> data, nuint length);
}
