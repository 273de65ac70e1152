using System.Globalization;

namespace Arena.Benchmarks.Report;

/// <summary>Figures as people read them: three or four digits that count, thousands apart, a unit that fits.</summary>
internal static class FigureText
{
    private static readonly (double Size, string Unit)[] Times = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")];

    /// <summary>Value and unit; nanoseconds become the unit they fit.</summary>
    public static (string Value, string Unit) Of(double value, string unit)
    {
        if (unit != "ns") return (Number(value), unit);
        foreach (var (size, larger) in Times)
        {
            if (Math.Abs(value) >= size) return (Number(value / size), larger);
        }

        return (Number(value), unit);
    }

    /// <summary>The change against an earlier value; empty where there is none to compare with, or both are 0.</summary>
    public static string Change(double value, double? earlier)
    {
        if (earlier is not { } before || before == value) return earlier is null ? "" : "±0 %";
        if (before == 0) return "";
        var percent = (value - before) / Math.Abs(before) * 100;
        return Math.Abs(percent) < 0.5 ? "±0 %" : string.Create(CultureInfo.InvariantCulture, $"{(percent < 0 ? "−" : "+")}{Math.Abs(percent):#,0} %");
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        < 1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
