using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Research should show.</summary>
internal static class ResearchShows
{
    public static Expectations Panels { get; } = new()
    {
        ["Samples of ${quantity:text}"] = view => Chosen(view).SelectMany(quantity => view.In(quantity, view.IsChosen)).SelectMany(point => point)
            .Select(sample => new Shown($"{sample.Point.Name} {sample.Quantity.Field}", sample.UnixMs, sample.Value)),
        ["Quality flags"] = view => view.Recording.FlaggedSamples().Where(sample => view.IsChosen(sample.Point) && view.Covers(sample.UnixMs))
            .Select(sample => new Shown(sample.Point.Name, sample.UnixMs, (double)VenueRecording.Flagged[sample.Point.Name])),
        ["${agg:text} of ${quantity:text} per ${rollup:text}"] = view => Chosen(view).SelectMany(quantity => view.HoursOf(quantity, view.IsChosen)).SelectMany(point => point)
            .Select(hour => new Shown($"{hour.Point.Name} {hour.Quantity.Field}_{view.Choice.One("agg")}", hour.UnixMs, Aggregate(view.Choice.One("agg"), hour))),
        ["Samples per ${rollup:text}"] = view => Chosen(view).SelectMany(quantity => view.HoursOf(quantity, view.IsChosen)).SelectMany(point => point)
            .Select(hour => new Shown($"{hour.Point.Name} {hour.Quantity.Field}_count", hour.UnixMs, (double)hour.Values.Count)),
    };

    private static IEnumerable<Quantity> Chosen(View view) => Quantities.All.Where(quantity => view.Choice.Chosen["quantity"].Contains(quantity.Name));

    private static double Aggregate(string name, Hour hour) => name switch
    {
        "mean" => hour.Mean,
        "max" => hour.Values.Max(),
        "last" => hour.Last,
        _ => throw new InvalidOperationException($"The test records no {name}."),
    };
}
