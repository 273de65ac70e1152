using Arena.Site.Yaml;
using Arena.Wire;

namespace Arena.Site.Reading;

/// <summary>Which quantities pulses can give: a counter of energy, volume or pieces, and the gauge that is its pace.</summary>
internal static class PulseQuantity
{
    private static readonly string[] NotByPulses = [.. Vocabulary.Health, "lid_openings", "reactive_energy_import", "reactive_energy_export", "telegrams_damaged"];

    private static readonly string[] Counters =
        [.. Quantities.All.Where(quantity => quantity.Kind is QuantityKind.Counter && !quantity.Name.EndsWith("_pulses", StringComparison.Ordinal)).Select(quantity => quantity.Name).Except(NotByPulses)];

    /// <summary>Gauges that are the pace of a counter.</summary>
    private static readonly string[] Paces = [Quantities.ActivePower.Name, Quantities.ThermalPower.Name, Quantities.WaterFlow.Name];

    public static Quantity? Counter(Field field)
    {
        if (Known(field) is not { } quantity)
            return null;
        if (Counters.Contains(quantity.Name))
            return quantity;
        field.Refuse(
            quantity.Kind is QuantityKind.Counter
                ? $"is '{quantity.Name}', which is not counted by pulses"
                : $"is '{quantity.Name}', a{(quantity.Kind is QuantityKind.Event ? "n event" : " gauge")}: pulses only count, so a counter is needed",
            $"Write one of {string.Join(", ", Counters)}.");
        return null;
    }

    /// <summary>The gauge derived from the pace, null when there is none or it doesn't fit.</summary>
    public static Quantity? Rate(Field field, Quantity? counter)
    {
        if (Known(field) is not { } quantity || counter is null)
            return null;
        var fitting = Quantities.All.Where(candidate => IsPaceOf(candidate, counter)).Select(candidate => candidate.Name).ToList();
        if (fitting.Contains(quantity.Name))
            return quantity;
        field.Refuse(
            $"is '{quantity.Name}' in {quantity.Unit}, which is not the pace of '{counter.Name}'",
            fitting.Count > 0 ? $"Write {string.Join(" or ", fitting)}." : $"Remove it: '{counter.Name}' has no such gauge.");
        return null;
    }

    /// <summary>Unit of the most it can measure: the rate's unit, or the counter's per second.</summary>
    public static string RateUnit(Quantity counter) => counter.Unit switch
    {
        "Wh" => "W",
        "l" => "l/s",
        _ => "1/s",
    };

    /// <summary>Counter units in a second at <paramref name="rate"/>, given in <see cref="RateUnit"/>.</summary>
    public static double PerSecond(Quantity counter, double rate) => counter.Unit is "Wh" ? rate / 3600 : rate;

    /// <summary>Medium a quantity belongs to, null for those of none.</summary>
    public static string? MediumOf(string quantity) => quantity switch
    {
        "active_power" or "active_energy_import" or "active_energy_export" => "electricity",
        "current" or "apparent_power" or "dc_voltage" or "dc_current" or "dc_power" => "electricity",
        "thermal_power" or "thermal_energy" => "heat",
        "water_flow" or "water_consumption" => "water",
        _ => null,
    };

    private static bool IsPaceOf(Quantity gauge, Quantity counter) =>
        Paces.Contains(gauge.Name) && gauge.Unit == RateUnit(counter) && MediumOf(gauge.Name) == MediumOf(counter.Name);

    private static Quantity? Known(Field field)
    {
        if (field.Text() is not { } name)
            return null;
        if (Quantities.TryGet(name, out var quantity))
            return quantity;
        field.Refuse(
            $"is '{Quoting.Short(name)}', which is no quantity",
            Spelling.Advice(name, Counters, $"Write one of {string.Join(", ", Counters)}."));
        return null;
    }
}
