namespace Arena.Edge.Hardware;

/// <summary>What went wrong in a transfer.</summary>
internal enum I2cFailure
{
    /// <summary>Nobody answered to the address, or the chip refused a byte: ENXIO or EREMOTEIO of i2c-dev.</summary>
    NoAcknowledge,

    /// <summary>The clock was held or the bus stuck until the adapter gave up: ETIMEDOUT of i2c-dev.</summary>
    BusTimeout,
}

/// <summary>A transfer that failed.</summary>
internal sealed class I2cFault(I2cFailure failure, int bus, int address)
    : HardwareFault(Describe(failure, bus, address))
{
    public I2cFailure Failure { get; } = failure;

    /// <summary>Kernel's bus number.</summary>
    public int Bus { get; } = bus;

    /// <summary>7-bit address.</summary>
    public int Address { get; } = address;

    private static string Describe(I2cFailure failure, int bus, int address) => failure switch
    {
        I2cFailure.NoAcknowledge => $"No acknowledge from 0x{address:X2} on I2C bus {bus}: check its wiring, power and address.",
        _ => $"I2C bus {bus} timed out while talking to 0x{address:X2}: SDA or SCL is held low, or the chip stretches the clock for too long.",
    };
}
