using System.Globalization;

namespace Arena.Edge.Sensors.Han;

/// <summary>A register's value with its unit as the meter writes it: <c>00006678.394*kWh</c>.</summary>
internal readonly record struct ObisValue(decimal Value, string Unit)
{
    /// <summary>Reads <c>1.8.0(00006678.394*kWh)</c>.</summary>
    public static bool TryRead(string line, out string code, out ObisValue value)
    {
        (code, value) = ("", default);
        var (open, star) = (line.IndexOf('(', StringComparison.Ordinal), line.IndexOf('*', StringComparison.Ordinal));
        if (open < 1 || star < open || !line.EndsWith(')') || line.LastIndexOf('(') != open) return false;
        if (!decimal.TryParse(line.AsSpan(open + 1, star - open - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        (code, value) = (line[..open], new ObisValue(number, line[(star + 1)..^1]));
        return true;
    }

    /// <summary>In a unit of the registry (Wh, W, varh, var, V, A); null when the meter wrote another.</summary>
    public double? In(string unit)
    {
        if (string.Equals(Unit, unit, StringComparison.OrdinalIgnoreCase)) return (double)Value;
        return string.Equals(Unit, "k" + unit, StringComparison.OrdinalIgnoreCase) ? (double)(Value * 1000) : null;
    }
}
