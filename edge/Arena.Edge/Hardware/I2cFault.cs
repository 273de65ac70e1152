namespace Arena.Edge.Hardware;

/// <summary>What went wrong in a transfer.</summary>
internal enum I2cFailure
{
    /// <summary>Nobody answered to the address, or the chip refused a byte: ENXIO or EREMOTEIO of i2c-dev, ENODEV of an emulated bus.</summary>
    NoAcknowledge,

    /// <summary>The clock was held or the bus stuck until the adapter gave up: ETIMEDOUT of i2c-dev.</summary>
    BusTimeout,

    /// <summary>Arbitration lost, or a start or stop where none may be: EIO, EAGAIN or EPROTO of i2c-dev.</summary>
    Disturbed,

    /// <summary>Too many transfers timed out: the bus is left alone for a while, and nothing was sent.</summary>
    SetApart,
}

/// <summary>A transfer that failed.</summary>
internal sealed class I2cFault(I2cFailure failure, int bus, int address, string? tried = null)
    : HardwareFault(Describe(failure, bus, address, tried))
{
    public I2cFailure Failure { get; } = failure;

    /// <summary>Kernel's bus number.</summary>
    public int Bus { get; } = bus;

    /// <summary>7-bit address.</summary>
    public int Address { get; } = address;

    private static string Describe(I2cFailure failure, int bus, int address, string? tried) => failure switch
    {
        I2cFailure.NoAcknowledge => $"No acknowledge from 0x{address:X2} on I2C bus {bus}: check its wiring, power and address.",
        I2cFailure.Disturbed => $"A transfer with 0x{address:X2} on I2C bus {bus} was disturbed: noise on the cable, or a second master. Check cable length, pull-ups and ground.",
        I2cFailure.SetApart =>
            $"I2C bus {bus} hangs: SDA or SCL is held low. It is left alone and tried again by itself{(tried is null ? "" : $" ({tried})")}. Take the power off its chips for ten seconds; if that does not help, unplug them one by one.",
        _ => $"I2C bus {bus} timed out while talking to 0x{address:X2}: SDA or SCL is held low, or the chip stretches the clock for too long.",
    };
}
