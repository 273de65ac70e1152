using Arena.Site;

namespace Arena.Edge.Doctor.Wiring;

/// <summary>A chip of the node's plan: several clamps share one.</summary>
/// <param name="Bus">Kernel's bus number.</param>
/// <param name="Address">7-bit.</param>
/// <param name="Type">What it should be: <c>MCP9808</c>.</param>
/// <param name="Points">Who is measured by it.</param>
internal sealed record PlannedChip(int Bus, int Address, string Type, IReadOnlyList<string> Points)
{
    public string Name => $"{Type} 0x{Address:X2} on bus {Bus}";

    public static IReadOnlyList<PlannedChip> Of(SiteNode node) =>
        [.. node.Sensors.Select(plan => (Plan: plan, Place: PlaceOf(plan))).Where(one => one.Place is not null)
            .GroupBy(one => one.Place!.Value, one => one.Plan.Point)
            .Select(chip => new PlannedChip(chip.Key.Bus, chip.Key.Address, chip.Key.Type, [.. chip.Distinct(StringComparer.Ordinal)]))];

    public static (int Bus, int Address, string Type)? PlaceOf(SensorPlan plan) => plan switch
    {
        FillPlan fill => (fill.Bus, fill.Address, fill.Chip.ToUpperInvariant()),
        WeightPlan weight => (weight.Bus, weight.Address, "NAU7802"),
        AirPlan air => (air.Bus, air.Address, air.Chip.ToUpperInvariant()),
        TemperaturePlan temperature => (temperature.Bus, temperature.Address, "MCP9808"),
        CurrentPlan current => (current.Bus, current.Address, "ADS1115"),
        DcPlan dc => (dc.Bus, dc.Address, "INA226"),
        _ => null,
    };
}
