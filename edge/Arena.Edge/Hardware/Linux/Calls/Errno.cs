namespace Arena.Edge.Hardware.Linux.Calls;

/// <summary>Error numbers of the kernel, the same on x86-64 and arm64. Source: asm-generic/errno-base.h, errno.h.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoSuchAddress = 6;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int NotATerminal = 25;
    public const int Protocol = 71;
    public const int NotSupported = 95;
    public const int Shutdown = 108;
    public const int TimedOut = 110;
    public const int RemoteIo = 121;

    /// <summary>ENOTSUPP, the kernel's own, which some drivers let out.</summary>
    public const int DriverNotSupported = 524;

    /// <summary>Name and meaning, for a message.</summary>
    public static string Describe(int errno) => errno switch
    {
        NotPermitted => "EPERM, not permitted",
        NoEntry => "ENOENT, it does not exist",
        InputOutput => "EIO, input/output error",
        NoSuchAddress => "ENXIO, no such device or address",
        TryAgain => "EAGAIN, try again",
        AccessDenied => "EACCES, permission denied",
        Busy => "EBUSY, in use",
        NoDevice => "ENODEV, the device is gone",
        Invalid => "EINVAL, invalid argument",
        NotATerminal => "ENOTTY, not a device of this kind",
        Protocol => "EPROTO, protocol error",
        NotSupported or DriverNotSupported => "not supported",
        Shutdown => "ESHUTDOWN, switched off",
        TimedOut => "ETIMEDOUT, timed out",
        RemoteIo => "EREMOTEIO, remote input/output error",
        _ => $"errno {errno}",
    };
}
