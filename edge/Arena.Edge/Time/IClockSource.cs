using Arena.Wire;

namespace Arena.Edge.Time;

/// <summary>The machine's clocks. Safe to ask from several nodes at once.</summary>
internal interface IClockSource
{
    /// <summary>Another one after each boot of the machine: <c>/proc/sys/kernel/random/boot_id</c>.</summary>
    string BootId { get; }

    /// <summary>Time since the machine's start, suspension included: CLOCK_BOOTTIME. No step of the wall clock moves it.</summary>
    TimeSpan SinceBoot { get; }

    /// <summary>Both clocks at one moment, and what the kernel says of the wall clock.</summary>
    ClockReading Read();
}

/// <summary>One look at both clocks.</summary>
/// <param name="Wall">CLOCK_REALTIME.</param>
/// <param name="SinceBoot">CLOCK_BOOTTIME at the same moment.</param>
/// <param name="Synchronised">Someone disciplines the wall clock, or vouches for it.</param>
/// <param name="Error">How far off the wall clock may be, as far as is known.</param>
internal readonly record struct ClockReading(UnixTime Wall, TimeSpan SinceBoot, bool Synchronised, TimeSpan Error);
