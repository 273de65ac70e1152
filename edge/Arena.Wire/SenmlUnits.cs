using System.Collections.Frozen;

namespace Arena.Wire;

/// <summary>The units SenML knows, so that an unknown unit can be told from one that doesn't fit the quantity.</summary>
/// <remarks>Source: IANA registry "SenML Units" (RFC 8428 section 12.1, RFC 8798) with its secondary units.</remarks>
public static class SenmlUnits
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "m", "kg", "g", "s", "A", "K", "cd", "mol", "Hz", "rad", "sr", "N", "Pa", "J", "W", "C", "V", "F", "Ohm", "S", "Wb", "T", "H",
        "Cel", "lm", "lx", "Bq", "Gy", "Sv", "kat", "m2", "m3", "l", "m/s", "m/s2", "m3/s", "l/s", "W/m2", "cd/m2", "bit", "bit/s", "lat",
        "lon", "pH", "dB", "dBW", "Bspl", "count", "/", "%", "%RH", "%EL", "EL", "1/s", "1/min", "beat/min", "beats", "S/m", "B", "VA",
        "VAs", "var", "vars", "J/m", "kg/m3", "deg", "NTU", "ms", "min", "h", "MHz", "kW", "kVA", "kvar", "Ah", "Wh", "kWh", "varh",
        "kvarh", "kVAh", "Wh/km", "KiB", "GB", "Mbit/s", "B/s", "MB/s", "mV", "mA", "dBm", "ug/m3", "mm/h", "m/h", "ppm", "/100", "/1000",
        "hPa", "mm", "cm", "km", "km/h",
    }.ToFrozenSet();

    public static bool IsKnown(string unit) => Known.Contains(unit);
}
