using Arena.Ingest.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>The meters whose sum is the venue's: its incomer for electricity, all solar, and the incoming heat and water.</summary>
/// <remarks>
/// Submeters stand in the same group as the meter they are behind; counted together they would count twice. So where a group has a point named
/// <c>{group}-main</c>, it alone stands for the group; where it has none, the group's meters are taken to be side by side.
/// </remarks>
internal sealed class MainMeters
{
    public MainMeters(VenueCatalogue catalogue)
    {
        Power = Of(catalogue, "incomer", Quantities.ActivePower);
        Energy = Of(catalogue, "incomer", Quantities.ActiveEnergyImport);
        GridExport = Of(catalogue, "incomer", Quantities.ActiveEnergyExport);
        SolarPower = Of(catalogue, "solar", Quantities.ActivePower);
        SolarEnergy = SolarRegisters(catalogue);
        HeatPower = Of(catalogue, "heat", Quantities.ThermalPower);
        HeatEnergy = Of(catalogue, "heat", Quantities.ThermalEnergy);
        Water = Of(catalogue, "water", Quantities.WaterConsumption);
        Visitors = Of(catalogue, "turnstile", Quantities.PeopleCountTowards);
        Bins = [.. catalogue.Series.Where(series => series.Point.Group == "bin" && series.Name.Quantity == Quantities.FillingLevel)];
    }

    public IReadOnlyList<CatalogueSeries> Power { get; }

    public IReadOnlyList<CatalogueSeries> Energy { get; }

    /// <summary>Registers of what is fed into the grid.</summary>
    public IReadOnlyList<CatalogueSeries> GridExport { get; }

    public IReadOnlyList<CatalogueSeries> SolarPower { get; }

    public IReadOnlyList<CatalogueSeries> SolarEnergy { get; }

    public IReadOnlyList<CatalogueSeries> HeatPower { get; }

    public IReadOnlyList<CatalogueSeries> HeatEnergy { get; }

    public IReadOnlyList<CatalogueSeries> Water { get; }

    /// <summary>Who came in through the turnstiles.</summary>
    public IReadOnlyList<CatalogueSeries> Visitors { get; }

    /// <summary>Filling levels of all bins.</summary>
    public IReadOnlyList<CatalogueSeries> Bins { get; }

    /// <summary>All registers above.</summary>
    public IEnumerable<CatalogueSeries> Registers => Energy.Concat(SolarEnergy).Concat(HeatEnergy).Concat(Water).Concat(Visitors);

    // A solar meter counts what it gives on its export register, or, wired the other way round, on its only one.
    private static List<CatalogueSeries> SolarRegisters(VenueCatalogue catalogue) =>
        [.. catalogue.Points
            .Where(point => point.Point.Group == "solar")
            .Select(point => point.Find(Quantities.ActiveEnergyExport) ?? point.Find(Quantities.ActiveEnergyImport))
            .OfType<CatalogueSeries>()];

    private static List<CatalogueSeries> Of(VenueCatalogue catalogue, string group, Quantity quantity)
    {
        var all = catalogue.Series.Where(series => series.Point.Group == group && series.Name.Quantity == quantity).ToList();
        var main = all.FindAll(series => series.Point.Name == $"{group}-main");
        return main.Count > 0 ? main : all;
    }
}
