namespace Arena.Edge.Time;

/// <summary>Whose word it is that the wall clock is right.</summary>
internal enum ClockTrust
{
    /// <summary>The kernel's, who knows whether an NTP daemon disciplines it.</summary>
    Kernel,

    /// <summary>The operator's.</summary>
    Trusted,
}
