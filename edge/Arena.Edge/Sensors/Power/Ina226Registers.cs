namespace Arena.Edge.Sensors.Power;

/// <summary>Register map of the Texas Instruments INA226, a monitor of direct current. Source: datasheet SBOS547, Table 2 and "Register details".</summary>
/// <remarks>
/// <code>
/// pointer  register          bits
/// 00       configuration     14–12 100 · 11–9 AVG · 8–6 VBUSCT · 5–3 VSHCT · 2–0 MODE; 0x4127 from power-up
/// 01       shunt voltage     two's complement, 2.5 µV a step, ±81.92 mV
/// 02       bus voltage       1.25 mV a step, at most 36 V at the pin (36 V not verified against the datasheet)
/// 06       mask/enable       3 CVRF, conversion ready; cleared by reading it and by a new configuration
/// FE       manufacturer id   0x5449
/// FF       die id            0x2260
/// </code>
/// Words, most significant byte first. The chip's own current (04) and power (03) are not used: they are these two registers, multiplied by a
/// calibration that is cut to whole steps, the power without its sign.
/// </remarks>
internal static class Ina226Registers
{
    public const byte Configuration = 0x00;
    public const byte ShuntVoltage = 0x01;
    public const byte BusVoltage = 0x02;
    public const byte MaskEnable = 0x06;
    public const byte ManufacturerId = 0xFE;
    public const byte DieId = 0xFF;

    public const ushort TexasInstruments = 0x5449;
    public const ushort Ina226Id = 0x2260;

    /// <summary>Mask/enable: all conversions and averages are done.</summary>
    public const ushort ConversionReady = 0x0008;

    /// <summary>Averages of 16, 1.1 ms for each conversion, shunt and bus once: 35 ms.</summary>
    public const ushort MeasureOnce = 0x4000 | (2 << 9) | (4 << 6) | (4 << 3) | 3;

    public const double ShuntStepV = 2.5e-6;
    public const double BusStepV = 1.25e-3;

    /// <summary>More than the pin stands is no measurement.</summary>
    public const double HighestBusV = 36;
}
