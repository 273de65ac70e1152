using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Matchdag should show.</summary>
internal static class MatchdagShows
{
    public static Expectations Panels { get; } = new()
    {
        ["Åskådare"] = view => [new("Inne", null, MatchFigures.Chosen(view)["attendance"]), new("Väntade", null, MatchFigures.Chosen(view)["expected_attendance"])],
        ["Sorterat hittills"] = view => [new("Sorterat", null, MatchFigures.Chosen(view)["sorted_kg"] / MatchFigures.Chosen(view)["waste_kg"])],
        ["Avfall"] = view => [new("Avfall", null, MatchFigures.Chosen(view)["waste_kg"]), new("Per person", null, PerHead(MatchFigures.Chosen(view), "waste_kg"))],
        ["El per person"] = view => [new("El per person", null, PerHead(MatchFigures.Chosen(view), "energy_wh"))],
        ["Fullt före slutsignal?"] = view => view.Ago(Quantities.FillingLevel, TimeSpan.FromMinutes(30), TimeSpan.Zero, view.InZone)
            .Select(bin => (bin.Key, Last: bin.Last().Value, Rise: bin.Last().Value - bin.First().Value))
            .Where(bin => bin.Rise > 0)
            .Select(bin => (bin.Key, Minutes: (0.95 - bin.Last) / bin.Rise * 30))
            .Where(bin => bin.Minutes is >= 0 and <= 180)
            .Select(bin => new Shown($"{bin.Key.Name}/{bin.Key.Zone} minutes", null, bin.Minutes)),
        ["Fyllnad per station"] = view => Places.Stations.Select(station => new Shown(station.Key, null,
            view.Ago(Quantities.FillingLevel, TimeSpan.FromHours(2), TimeSpan.Zero, station.Contains).Max(bin => bin.Last().Value))),
        ["Fyllnad per fraktion"] = view => view.PerInterval(Quantities.FillingLevel, view.InZone, bin => bin.Fraction!, values => values.Average()),
        ["Effekt"] = view => view.MeansSummed("Från nätet", Quantities.ActivePower, Places.Incomer),
        ["Avfall per person"] = view => MatchFigures.Of(view).SelectMany(match => match.Row(("Kilo per person", PerHead(match, "waste_kg")))),
        ["El per person och match"] = view => MatchFigures.Of(view).SelectMany(match => match.Row(("El per person", PerHead(match, "energy_wh")))),
        ["Alla matcher"] = view => MatchFigures.Of(view).SelectMany(match => match.Row(("Åskådare", match["attendance"]), ("Sorterat", match["sorted_kg"] / match["waste_kg"]),
            ("Vatten", match["water_l"]), ("Tömningar", match["emptyings"]))),
    };

    private static double PerHead(MatchFigures match, string field) => match[field] / match["attendance"];
}
