namespace Arena.Edge.Hardware.Linux.Calls;

internal static class SystemCallsExtensions
{
    /// <summary>ioctl(2) with a structure, read and written in place.</summary>
    public static unsafe int Ioctl<T>(this ISystemCalls calls, int descriptor, uint request, ref T structure)
        where T : unmanaged
    {
        fixed (T* at = &structure) return calls.Ioctl(descriptor, request, (nint)at);
    }
}
