using System.Globalization;

namespace Arena.Edge.Sensors.Current;

/// <summary>Register map of the Texas Instruments ADS1115, a 16-bit converter with four inputs. Source: datasheet SBAS444E, section 8 (Config register, Table 8-3).</summary>
/// <remarks>
/// <code>
/// pointer  register
/// 00       conversion   16 bits, two's complement; full scale / 32768 a step
/// 01       config       15 OS · 14–12 MUX · 11–9 PGA · 8 MODE · 7–5 DR · 4–0 comparator
/// 02, 03   thresholds of the comparator, not used
///
/// OS       written 1: start one conversion · read 0: converting, 1: done
/// MUX      0 A0−A1 · 3 A2−A3 · 4–7 A0–A3 against ground
/// PGA      full scale 0–5: ±6.144, 4.096, 2.048, 1.024, 0.512, 0.256 V
/// MODE     1 single shot
/// DR       7 is 860 a second
/// 4–0      00011 comparator off
/// </code>
/// Words, most significant byte first. The chip has no id; what it says of its config after each write is the proof that it is one.
/// </remarks>
internal static class Ads1115Registers
{
    public const byte Conversion = 0x00;
    public const byte Config = 0x01;

    /// <summary>Config: start, and done.</summary>
    public const ushort OperationalStatus = 0x8000;

    public const short Highest = short.MaxValue;
    public const short Lowest = short.MinValue;

    private const int SingleShot = 0x0100;
    private const int FastestRate = 7 << 5;
    private const int ComparatorOff = 0x0003;

    /// <summary>Config that starts one conversion of an input.</summary>
    public static ushort StartOf(string input) =>
        (ushort)(OperationalStatus | (MuxOf(input) << 12) | ((IsPair(input) ? 2 : 1) << 9) | SingleShot | FastestRate | ComparatorOff);

    /// <summary>Volts of one step: a pair is measured up to ±2.048 V, an input against ground, which carries half the supply, up to ±4.096 V.</summary>
    public static double StepV(string input) => (IsPair(input) ? 2.048 : 4.096) / 32768;

    /// <summary>Measured against each other; else against ground.</summary>
    public static bool IsPair(string input) => input.Contains('-', StringComparison.Ordinal);

    private static int MuxOf(string input) => input switch
    {
        "a0-a1" => 0,
        "a2-a3" => 3,
        _ => 4 + int.Parse(input.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture),
    };
}
