namespace Arena.Edge.Sensors.Weight;

/// <summary>Register map of the Nuvoton NAU7802, a 24-bit bridge ADC. Source: datasheet NAU7802, revision 1.7, chapters 10 and 11.</summary>
/// <remarks>
/// <code>
/// 00 PU_CTRL   7 AVDDS · 5 CR · 4 CS · 3 PUR · 2 PUA · 1 PUD · 0 RR
/// 01 CTRL1     5–3 VLDO, (4500 − mV) / 300 · 2–0 gain, a power of two
/// 02 CTRL2     7 CHS · 6–4 CRS, 0 is 10 a second · 3 CAL_ERR · 2 CALS · 1–0 CALMOD, 0 is internal offset
/// 12–14        result of the conversion, 24 bits, two's complement, most significant byte first
/// 15           ADC: 0x30 switches its chopper clock off
/// 1F           3–0 revision, 0xF: read by Adafruit's driver to know the chip, not verified against the datasheet
/// </code>
/// </remarks>
internal static class Nau7802Registers
{
    public const byte PuCtrl = 0x00;
    public const byte Ctrl1 = 0x01;
    public const byte Ctrl2 = 0x02;
    public const byte Result = 0x12;
    public const byte Adc = 0x15;

    public const byte Revision = 0x1F;

    /// <summary>Low half of the revision register.</summary>
    public const byte Nau7802Revision = 0x0F;

    /// <summary>PU_CTRL: resets all registers while 1.</summary>
    public const byte RegisterReset = 0x01;

    /// <summary>PU_CTRL: digital part on.</summary>
    public const byte PowerUpDigital = 0x02;

    /// <summary>PU_CTRL: analogue part on.</summary>
    public const byte PowerUpAnalog = 0x04;

    /// <summary>PU_CTRL, read only: the digital part is up, about 200 µs after it was switched on.</summary>
    public const byte PowerUpReady = 0x08;

    /// <summary>PU_CTRL: conversions run.</summary>
    public const byte CycleStart = 0x10;

    /// <summary>PU_CTRL, read only: a conversion is ready that nobody has read.</summary>
    public const byte CycleReady = 0x20;

    /// <summary>PU_CTRL: the bridge is fed by the chip's own regulator.</summary>
    public const byte InternalSupply = 0x80;

    /// <summary>CTRL2: starts a calibration; 0 again when it is done.</summary>
    public const byte Calibrate = 0x04;

    /// <summary>CTRL2, read only: the calibration failed.</summary>
    public const byte CalibrationError = 0x08;

    /// <summary>ADC: chopper clock off.</summary>
    public const byte ChopperOff = 0x30;

    /// <summary>Time of a conversion at 10 a second.</summary>
    public static readonly TimeSpan Conversion = TimeSpan.FromMilliseconds(100);
}
