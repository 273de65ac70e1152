namespace Arena.Edge.Time;

/// <summary>A clock whose operator vouches for it where no NTP runs on this machine: a container, a virtual machine, a good RTC.</summary>
/// <remarks>It counts as synchronised whatever the kernel says; a jump of it is doubted all the same.</remarks>
internal sealed class TrustedClock(IClockSource source) : IClockSource
{
    public string BootId => source.BootId;

    public TimeSpan SinceBoot => source.SinceBoot;

    public ClockReading Read() => source.Read() with { Synchronised = true, Error = TimeSpan.Zero };
}
