using System.Globalization;
using Arena.Edge.Sensors.Meter;
using Arena.Site;

namespace Arena.Edge.Hosting;

/// <summary>A meter's dial readings for people.</summary>
internal static class MeterReport
{
    public static void Write(S0Plan plan, IReadOnlyList<DialReading> readings, TextWriter output)
    {
        output.WriteLine($"{plan.Point}/{plan.Quantity}: {readings.Count} entries");
        output.WriteLine($"{"read at (UTC)",-20} {"cause",-8} {"display",-18} {"register",16} {"counted before",16} {"drift %",9} {"pulses missing",15}  by");
        foreach (var reading in readings)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.At.UtcDateTime,-20:yyyy-MM-dd HH:mm:ss} {Word(reading.Cause),-8} {reading.Display ?? "-",-18} {Amount(plan, reading.Register),16} {(reading.Counted is { } counted ? Amount(plan, counted) : "-"),16} {reading.DriftPct,9:0.###} {reading.PulsesMissing,15}  {reading.By}"));
        }
    }

    public static void WriteEntered(S0Plan plan, DialReading reading, TextWriter output)
    {
        output.WriteLine($"{reading.Series}: {reading.Display} at {reading.At:O} by {reading.By} is kept.");
        output.WriteLine($"The register goes from {Amount(plan, reading.Counted!.Value)} to {Amount(plan, reading.Register)} with the worker's next reading, flagged as aligned.");
        if (reading.PulsesMissing is { } missing)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Since the last reading {Math.Abs(missing)} pulses {(missing >= 0 ? "were missed" : "were too many")}, a drift of {reading.DriftPct ?? 0:0.###} %."));
        }
    }

    private static string Word(DialCause cause) => cause switch
    {
        DialCause.Begun => "begun",
        DialCause.Read => "read",
        DialCause.Swapped => "swapped",
        _ => "rescaled",
    };

    private static string Amount(S0Plan plan, double register) =>
        string.Create(CultureInfo.InvariantCulture, $"{register / plan.Display!.Factor:0.###} {plan.Display.Unit}");
}
