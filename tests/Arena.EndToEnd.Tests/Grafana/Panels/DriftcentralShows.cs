using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;
using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Driftcentral should show.</summary>
internal static class DriftcentralShows
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static Expectations Panels { get; } = new()
    {
        ["Effekt från nätet"] = view =>
        [
            new("Nu", null, Newest(view, TimeSpan.FromMinutes(5), Places.Incomer)),
            new("Senaste timmen", null, MeanPower(view, Hour, TimeSpan.Zero)),
            new("Samma timme förra veckan", null, MeanPower(view, Week + Hour, Week)),
        ],
        ["Timmen mot månadens topp"] = view =>
        [
            new("Månadens topp", null, view.PowerPerHour(Quantities.ActiveEnergyImport, Places.Incomer).Values.Max()),
            new("Timmen hittills", null, view.Ago(Quantities.ActivePower, Hour, TimeSpan.Zero, Places.Incomer).Sum(SinceTheHour)),
        ],
        ["Sol i dag"] = Sun,
        ["El i dag per användning"] = view => Places.Uses.Select(use => new Shown(use.Title, null, view.Risen(Quantities.ActiveEnergyImport, Places.InGroup(use.Group)))),
        ["El i dag"] = view => [new("", null, view.Risen(Quantities.ActiveEnergyImport, Places.Incomer))],
        ["Värme i dag"] = view => [new("", null, view.Risen(Quantities.ThermalEnergy, Places.Named("heat-main")))],
        ["Vatten i dag"] = view => [new("", null, view.Risen(Quantities.WaterConsumption, Places.Named("water-main")))],
        ["Vatten i natt"] = view =>
        [
            new("", null, view.Ago(Quantities.WaterFlow, TimeSpan.FromDays(1), TimeSpan.Zero, Places.Named("water-main"))
                .Single().GroupBy(sample => sample.UnixMs / 900_000).Min(quarter => quarter.Average(sample => sample.Value))),
        ],
        ["Kärl att tömma"] = view => view.Ago(Quantities.FillingLevel, 2 * Hour, TimeSpan.Zero, _ => true)
            .Where(bin => bin.Last().Value >= 0.8)
            .Select(bin => new Shown($"{bin.Key.Name}/{bin.Key.Zone} level", null, bin.Last().Value)),
        ["Tysta givare"] = Silent,
        ["Effekt det senaste dygnet"] = view =>
            view.MeansSummed("Från nätet", Quantities.ActivePower, Places.Incomer).Concat(view.MeansSummed("Från taket", Quantities.ActivePower, Places.Solar)),
    };

    private static double Newest(View view, TimeSpan back, Func<SitePoint, bool> where) =>
        view.Ago(Quantities.ActivePower, back, TimeSpan.Zero, where).Sum(point => point.Last().Value);

    private static double MeanPower(View view, TimeSpan back, TimeSpan until) =>
        view.Ago(Quantities.ActivePower, back, until, Places.Incomer).Sum(point => point.Average(sample => sample.Value));

    private static double SinceTheHour(IEnumerable<Recorded> point) =>
        point.GroupBy(sample => Clock.HourOf(sample.UnixMs)).MaxBy(hour => hour.Key)!.Average(sample => sample.Value);

    private static IEnumerable<Shown> Sun(View view)
    {
        var made = view.Risen(Quantities.ActiveEnergyExport, Places.Solar);
        var sold = view.Risen(Quantities.ActiveEnergyExport, Places.Incomer);
        return [new("Nu", null, Newest(view, TimeSpan.FromMinutes(5), Places.Solar)), new("I dag", null, made), new("Egen användning", null, (made - sold) / made)];
    }

    /// <summary>Whoever was heard in two days, by anything it measures, but not in fifteen minutes; nodes are no sensors.</summary>
    private static IEnumerable<Shown> Silent(View view)
    {
        var heard = view.Recording.BySeries.SelectMany(series => series).Where(sample => sample.Point.Group != "node")
            .GroupBy(sample => sample.Point).Select(point => (Point: point.Key, Last: point.Max(sample => sample.UnixMs)));
        return heard
            .Where(point => view.IsAgo(point.Last, TimeSpan.FromDays(2), TimeSpan.Zero) && !view.IsAgo(point.Last, TimeSpan.FromMinutes(15), TimeSpan.Zero))
            .Select(point => new Shown($"{point.Point.Name}/{point.Point.Zone} signs", null, 1.0));
    }
}
