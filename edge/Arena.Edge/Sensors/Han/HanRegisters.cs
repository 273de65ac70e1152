using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Sensors.Han;

/// <summary>Which registers become which series.</summary>
/// <remarks>
/// <code>
/// 1.8.0  2.8.0          active energy in, out                 21.7.0 41.7.0 61.7.0   active power in, L1 L2 L3
/// 3.8.0  4.8.0          reactive energy in, out               22.7.0 42.7.0 62.7.0   active power out
/// 1.7.0  2.7.0          active power in, out                  32.7.0 52.7.0 72.7.0   voltage to neutral
/// 3.7.0  4.7.0          reactive power in, out                31.7.0 51.7.0 71.7.0   current
/// </code>
/// A power is what goes in less what goes out, so it is negative while the point delivers. Source: IEC 62056-6-1.
/// </remarks>
/// <param name="Series">What it becomes.</param>
/// <param name="In">Code of the register.</param>
/// <param name="Out">Code of what is taken off it, or null.</param>
internal sealed record HanRegisters(SeriesName Series, string In, string? Out)
{
    public static IReadOnlyList<HanRegisters> Of(HanPlan plan)
    {
        var point = plan.Point;
        List<HanRegisters> all =
        [
            new(new SeriesName(point, Quantities.ActiveEnergyImport), "1.8.0", null),
            new(new SeriesName(point, Quantities.ActiveEnergyExport), "2.8.0", null),
            new(new SeriesName(point, Quantities.ReactiveEnergyImport), "3.8.0", null),
            new(new SeriesName(point, Quantities.ReactiveEnergyExport), "4.8.0", null),
            new(new SeriesName(point, Quantities.ActivePower), "1.7.0", "2.7.0"),
            new(new SeriesName(point, Quantities.ReactivePower), "3.7.0", "4.7.0"),
            new(new SeriesName(point, Quantities.ActivePowerL1), "21.7.0", "22.7.0"),
            new(new SeriesName(point, Quantities.PhaseVoltageL1), "32.7.0", null),
            new(new SeriesName(point, Quantities.CurrentL1), "31.7.0", null),
        ];
        if (plan.Phases == 1) return all;
        return
        [
            .. all,
            new(new SeriesName(point, Quantities.ActivePowerL2), "41.7.0", "42.7.0"),
            new(new SeriesName(point, Quantities.ActivePowerL3), "61.7.0", "62.7.0"),
            new(new SeriesName(point, Quantities.PhaseVoltageL2), "52.7.0", null),
            new(new SeriesName(point, Quantities.PhaseVoltageL3), "72.7.0", null),
            new(new SeriesName(point, Quantities.CurrentL2), "51.7.0", null),
            new(new SeriesName(point, Quantities.CurrentL3), "71.7.0", null),
        ];
    }

    /// <summary>The series' value in its unit; null where the telegram has no such line, or it stands in another unit.</summary>
    public double? ValueIn(Telegram telegram)
    {
        var unit = Series.Quantity.Unit;
        if (!telegram.Registers.TryGetValue(In, out var goesIn) || goesIn.In(unit) is not { } value) return null;
        if (Out is null || !telegram.Registers.TryGetValue(Out, out var goesOut)) return value;
        return goesOut.In(unit) is { } delivered ? value - delivered : null;
    }
}
