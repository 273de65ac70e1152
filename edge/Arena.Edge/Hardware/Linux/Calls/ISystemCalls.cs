namespace Arena.Edge.Hardware.Linux.Calls;

/// <summary>The kernel's calls that the drivers stand on. Each gives what the kernel gives: a result of 0 or more, or −errno (<see cref="Errno"/>).</summary>
internal interface ISystemCalls
{
    /// <summary>open(2); a file descriptor.</summary>
    int Open(string path, OpenFlags flags);

    /// <summary>close(2).</summary>
    int Close(int descriptor);

    /// <summary>fcntl(2) F_SETFL: whether calls on it wait for data.</summary>
    int SetWaiting(int descriptor, bool waits);

    /// <summary>ioctl(2).</summary>
    /// <param name="descriptor">Of an open device.</param>
    /// <param name="request">Its number, as the header's macro makes it.</param>
    /// <param name="argument">Address of its structure, or a number, as the request wants it.</param>
    int Ioctl(int descriptor, uint request, nint argument);

    /// <summary>read(2); how many bytes.</summary>
    int Read(int descriptor, Span<byte> buffer);

    /// <summary>write(2); how many bytes.</summary>
    int Write(int descriptor, ReadOnlySpan<byte> data);
}

/// <summary>Flags of open(2), the same on x86-64 and arm64. Source: asm-generic/fcntl.h.</summary>
[Flags]
internal enum OpenFlags
{
    ReadWrite = 0x2,

    /// <summary>A terminal does not become the process' own.</summary>
    NoControllingTerminal = 0x100,
    NonBlocking = 0x800,
    CloseOnExec = 0x80000,
}
