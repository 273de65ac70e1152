using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Avfall should show.</summary>
internal static class AvfallShows
{
    public static Expectations Panels { get; } = new()
    {
        ["Avfall"] = view => [new("", null, view.OfBins("added_kg").Sum(figure => figure.Value))],
        ["Sorterat"] = view => [new("", null, Sorted(view.OfBins("added_kg")))],
        ["Kilo per fraktion och dygn"] = view => view.OfBins("added_kg").GroupBy(figure => (Fraction: figure.Tags["fraction"], Day: Clock.DayOf(figure.UnixMs)))
            .Select(day => new Shown(day.Key.Fraction, day.Key.Day, day.Sum(figure => figure.Value))),
        ["Sorterat per dygn"] = view => view.OfBins("added_kg").GroupBy(figure => Clock.DayOf(figure.UnixMs))
            .Where(day => day.Any(IsSorted))
            .Select(day => new Shown("Sorterat", day.Key, Sorted(day))),
        ["Kilo per station"] = view => Places.Stations
            .Select(station => (station.Key, Kg: view.OfBins("added_kg").Where(figure => station.Any(bin => bin.Name == figure.Tags["point"])).ToList()))
            .Where(station => station.Kg.Count > 0)
            .Select(station => new Shown(station.Key, null, station.Kg.Sum(figure => figure.Value))),
        ["Inbesparade tömningar"] = view =>
        [
            new("", null, (double)((Places.Bins.Count * view.OfBins("emptied").Select(figure => Clock.DayOf(figure.UnixMs)).Distinct().Count()) - view.OfBins("emptied").Count())),
        ],
        ["Tömningar per dygn"] = view => PerDay(view, "emptied", "Tömda", day => day.Count()).Concat(PerDay(view, "emptied_kg", "Kilo per tömning", day => day.Average(figure => figure.Value))),
        ["Kärlets vecka"] = view => view.HoursOf(Quantities.FillingLevel, view.IsChosen).SelectMany(point => point)
            .Select(hour => new Shown(hour.Point.Name, hour.UnixMs, hour.Mean)),
        ["Avfall per match"] = view => MatchFigures.Of(view).SelectMany(match => match.Row(("Avfall", match["waste_kg"]), ("Per person", match["waste_kg"] / match["attendance"]),
            ("Sorterat", match["sorted_kg"] / match["waste_kg"]), ("Tömningar", match["emptyings"]))),
        ["Fel sorterat i kontroller"] = view => view.OfBins("contamination").Where(IsOfAStandingCheck).GroupBy(figure => figure.Tags["fraction"])
            .Select(fraction => new Shown(fraction.Key, null, fraction.Average(figure => figure.Value))),
    };

    // Those that were taken back are 0 in the recording, and no other is.
    private static bool IsOfAStandingCheck(Figure figure) => figure.Value > 0;

    private static bool IsSorted(Figure figure) => figure.Tags["fraction"] != "residual";

    private static double Sorted(IEnumerable<Figure> added)
    {
        List<Figure> all = [.. added];
        return all.Where(IsSorted).Sum(figure => figure.Value) / all.Sum(figure => figure.Value);
    }

    private static IEnumerable<Shown> PerDay(View view, string field, string name, Func<IEnumerable<Figure>, double> value) =>
        view.OfBins(field).GroupBy(figure => Clock.DayOf(figure.UnixMs)).Select(day => new Shown(name, day.Key, value(day)));
}
