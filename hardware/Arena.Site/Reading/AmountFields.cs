using System.Buffers;
using Arena.Site.Yaml;

namespace Arena.Site.Reading;

/// <summary>Amounts written with their unit, so that a kilowatt-hour is never taken for a watt-hour: <c>100 Wh</c>, <c>44 kW</c>, <c>10 l</c>.</summary>
internal static class AmountFields
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+-.0123456789");

    /// <summary>Per unit of the registry: how it may be written, and how much of it that is.</summary>
    private static readonly Dictionary<string, (string Written, double Factor)[]> Units = new(StringComparer.Ordinal)
    {
        ["Wh"] = [("Wh", 1), ("kWh", 1e3), ("MWh", 1e6)],
        ["W"] = [("W", 1), ("kW", 1e3), ("MW", 1e6)],
        ["l"] = [("l", 1), ("m3", 1e3)],
        ["l/s"] = [("l/s", 1), ("l/min", 1 / 60.0), ("m3/h", 1 / 3.6)],
        ["count"] = [("", 1)],
        ["1/s"] = [("/s", 1), ("/min", 1 / 60.0)],
    };

    /// <summary>An amount above zero, in <paramref name="unit"/> of the registry.</summary>
    public static double? Amount(this Field field, string unit)
    {
        if (field.Text() is not { } text)
            return null;
        var digits = text.AsSpan().IndexOfAnyExcept(OfNumbers);
        var (number, written) = digits < 0 ? (text, "") : (text[..digits], text[digits..].Trim());
        var units = Units[unit];
        var factor = Array.Find(units, candidate => candidate.Written == written);
        if (!NumberFields.TryNumber(number, out var value))
            field.Refuse($"is '{Quoting.Short(text)}', not an amount", $"Write a number{WithUnit(units)}.");
        else if (factor.Written is null)
        {
            field.Refuse(
                written.Length == 0 ? $"is {number} without a unit" : $"is in '{Quoting.Short(written)}'",
                $"Write a number{WithUnit(units)}.");
        }
        else if (value <= 0 || value > 1e9)
            field.Refuse($"is {Quoting.Short(text)}, which no meter has", $"Write a number above 0{WithUnit(units)}.");
        else
            return value * factor.Factor;
        return null;
    }

    /// <summary>How a unit of the registry may be written, and how much of it that is.</summary>
    public static IReadOnlyList<(string Written, double Factor)> WrittenAs(string unit) => Units[unit];

    /// <summary>A line to copy: "per_pulse: 10 l".</summary>
    public static string Example(string key, string unit) => $"{key}: {Sample(Units[unit][0].Written)}";

    private static string WithUnit((string Written, double Factor)[] units) => units is [("", _)]
        ? " without a unit"
        : $" and {string.Join(" or ", units.Select(unit => unit.Written))}, such as '{Sample(units[0].Written)}'";

    private static string Sample(string unit) => unit switch
    {
        "" => "1",
        "/s" => "2/s",
        _ => $"10 {unit}",
    };
}
