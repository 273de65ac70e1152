using System.Runtime.InteropServices;

namespace Arena.Edge.Time.Linux;

/// <summary><c>struct timex</c> of 64-bit Linux, as glibc and musl have it: 208 bytes.</summary>
/// <remarks>
/// <code>
///   0 modes u32      24 maxerror µs    48 constant        88 tick
///   8 offset         32 esterror µs    56 precision      160 tai i32
///  16 freq           40 status i32     64 tolerance      164 reserved
///                                      72 time {s, µs}
/// </code>
/// Source: adjtimex(2), include/uapi/linux/timex.h. 32-bit systems have other layouts, by the width of their time_t.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 208)]
internal struct Timex
{
    /// <summary>Nobody disciplines the clock, or not within the last hours.</summary>
    public const int Unsynchronised = 0x0040;

    /// <summary>0 asks and changes nothing, so it needs no right.</summary>
    [FieldOffset(0)]
    public uint Modes;

    /// <summary>Bound of the error, µs; grows by 500 ppm from each correction to the next.</summary>
    [FieldOffset(24)]
    public long MaxErrorUs;

    /// <summary><c>STA_…</c> bits.</summary>
    [FieldOffset(40)]
    public int Status;
}

/// <summary><c>struct timespec</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timespec
{
    public long Seconds;
    public long Nanoseconds;
}
