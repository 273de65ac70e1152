using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;
using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Energi should show.</summary>
internal static class EnergiShows
{
    public static Expectations Panels { get; } = new()
    {
        ["Månadens högsta timmar"] = view => PerHour(view, "Från nätet", Places.Incomer).Concat(Places.Uses.SelectMany(use => PerHour(view, use.Title, Places.InGroup(use.Group)))),
        ["Varaktighet"] = Duration,
        ["El per dygn och användning"] = view => Places.Uses.SelectMany(use => view.RisenPerDay(use.Title, Quantities.ActiveEnergyImport, Places.InGroup(use.Group))),
        ["Strålkastarnas andel"] = view => [new("", null, view.PowerPerHour(Quantities.ActiveEnergyImport, Places.InGroup("floodlight")).Values.Sum() / Used(view).Values.Sum())],
        ["Effekt per mätpunkt"] = view => view.HoursOf(Quantities.ActivePower, view.IsChosen).SelectMany(point => point)
            .GroupBy(hour => (hour.Point.Name, Time: view.Cell(hour.UnixMs)))
            .Select(cell => new Shown(cell.Key.Name, cell.Key.Time, cell.Average(hour => hour.Mean))),
        ["Nattlast"] = view => Used(view).GroupBy(hour => Clock.DayOf(hour.Key)).Select(day => new Shown("Nattlast", day.Key, day.Min(hour => hour.Value))),
        ["Avvikelser"] = Anomalies,
        ["Sol per dygn"] = view => view.RisenPerDay("Sol per dygn", Quantities.ActiveEnergyExport, Places.Solar),
        ["Värme per dygn"] = view => view.RisenPerDay("Värme per dygn", Quantities.ThermalEnergy, Places.Named("heat-main")),
        ["Vatten per dygn"] = view => view.RisenPerDay("Vatten per dygn", Quantities.WaterConsumption, Places.Named("water-main")),
        ["Temperatur"] = view => view.PerInterval(Quantities.Temperature, view.InZone, point => point.Name, values => values.Average()),
    };

    private static IEnumerable<Shown> PerHour(View view, string name, Func<SitePoint, bool> where) =>
        view.PowerPerHour(Quantities.ActiveEnergyImport, where).Select(hour => new Shown(name, hour.Key, hour.Value));

    /// <summary>From the grid and from the roof, in hours in which all three registers are known.</summary>
    private static Dictionary<long, double> Used(View view)
    {
        var bought = view.PowerPerHour(Quantities.ActiveEnergyImport, Places.Incomer);
        var made = view.PowerPerHour(Quantities.ActiveEnergyExport, Places.Solar);
        var sold = view.PowerPerHour(Quantities.ActiveEnergyExport, Places.Incomer);
        return bought.Keys.Where(hour => made.ContainsKey(hour) && sold.ContainsKey(hour)).ToDictionary(hour => hour, hour => bought[hour] + made[hour] - sold[hour]);
    }

    private static IEnumerable<Shown> Duration(View view)
    {
        List<double> hours = [.. view.PowerPerHour(Quantities.ActiveEnergyImport, Places.Incomer).Values.Order()];
        int[] exceeded = [1, 5, 10, 25, 50, 75];
        return exceeded
            .Select(percent => new Shown($"Överskrids {percent} % av tiden", null, hours[(int)Math.Floor((hours.Count * (100 - percent) / 100.0) + 0.5) - 1]))
            .Prepend(new Shown("Högsta timmen", null, hours[^1]))
            .Append(new Shown("Lägsta timmen", null, hours[0]));
    }

    private static IEnumerable<Shown> Anomalies(View view)
    {
        var day = TimeSpan.FromDays(1);
        foreach (var point in view.Recording.Hours.Where(hour => hour.Quantity == Quantities.ActivePower && view.IsChosen(hour.Point)).GroupBy(hour => hour.Point))
        {
            List<double> now = [.. point.Where(hour => view.IsAgo(hour.UnixMs, day, TimeSpan.Zero)).Select(hour => hour.Mean)];
            List<double> weeks = [.. new[] { 1, 2, 3, 4 }
                .Select(week => point.Where(hour => view.IsAgo(hour.UnixMs, (week * 7 * day) + day, week * 7 * day)).Select(hour => hour.Mean).ToList())
                .Where(hours => hours.Count > 0)
                .Select(hours => hours.Average())];
            if (now.Count > 0)
                yield return new Shown($"{point.Key.Name} Senaste dygnet", null, now.Average());
            if (weeks.Count > 0)
                yield return new Shown($"{point.Key.Name} Samma veckodag", null, weeks.Average());
            if (now.Count > 0 && weeks.Count > 0)
                yield return new Shown($"{point.Key.Name} Kvot", null, now.Average() / weeks.Average());
        }
    }
}
