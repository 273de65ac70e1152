namespace Arena.Wire;

/// <summary>What is known against a sample: a bit mask, 0 for a good one. Stored as it came; bits are only ever added.</summary>
[Flags]
public enum Quality
{
    /// <summary>Nothing known against it.</summary>
    Good = 0,

    /// <summary>Its time was estimated: the node's clock was not synchronised.</summary>
    EstimatedTime = 1,

    /// <summary>Outside what the sensor or the meter can measure.</summary>
    Implausible = 2,

    /// <summary>The sensor reported a fault with it.</summary>
    SensorFault = 4,

    /// <summary>A counter that went backwards: swapped meter or overflow.</summary>
    CounterReset = 8,

    /// <summary>Pulses are known to be missing before it.</summary>
    PulsesLost = 16,

    /// <summary>Stands for several samples that were thinned on a full disk.</summary>
    Thinned = 32,

    /// <summary>
    /// A register that was set to its meter's display: the step before it is a correction, not what flowed then. With <see cref="CounterReset"/> the
    /// meter was swapped, and the step is nothing at all.
    /// </summary>
    Aligned = 64,
}
