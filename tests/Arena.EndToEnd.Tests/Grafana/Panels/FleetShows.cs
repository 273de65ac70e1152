using Arena.EndToEnd.Tests.Grafana.Venue;
using Arena.Site;
using Arena.Wire;
using Expectations = System.Collections.Generic.Dictionary<string, System.Func<Arena.EndToEnd.Tests.Grafana.Panels.View, System.Collections.Generic.IEnumerable<Arena.EndToEnd.Tests.Grafana.Panels.Shown>>>;

namespace Arena.EndToEnd.Tests.Grafana.Panels;

/// <summary>What every panel of Fleet should show.</summary>
internal static class FleetShows
{
    public static Expectations Panels { get; } = new()
    {
        ["Senaste livstecken"] = view => view.In(Quantities.Uptime, view.InZone).Select(node => new Shown($"{node.Key.Name} Igång sedan start", node.Last().UnixMs, node.Last().Value)),
        ["Livstecken över tid"] = view => view.PerInterval(Quantities.Uptime, view.InZone, Name, values => values.Count),
        ["Paket som väntar"] = view => view.PerInterval(Quantities.OutboxBatches, view.InZone, Name, values => values.Max()),
        ["Fullständighet per dygn"] = view => view.Figures("completeness").Where(figure => view.Choice.Has("zone", figure.Tags["zone"]))
            .Select(figure => new Shown(figure.Tags["point"], figure.UnixMs, figure.Value)),
        ["Förlorade pulser per dygn"] = view => view.HoursOf(Quantities.PulsesLost, view.InZone).SelectMany(node => node.Zip(node.Skip(1), (before, after) => (after.UnixMs, Lost: after.Last - before.Last))
            .GroupBy(step => Clock.DayOf(step.UnixMs)).Select(day => new Shown(node.Key.Name, day.Key, day.Sum(step => step.Lost)))),
        ["Klockans fel"] = view => view.PerInterval(Quantities.ClockError, view.InZone, Name, values => values.Max()),
        ["Karantän efter orsak"] = view => view.Recording.Figures.Where(figure => figure.Field.StartsWith("quarantined_", StringComparison.Ordinal))
            .GroupBy(figure => figure.Field).Select(reason => new Shown(reason.Key, null, reason.MaxBy(figure => figure.UnixMs)!.Value)),
        ["Ledig disk"] = view => view.PerInterval(Quantities.DiskFree, view.InZone, Name, values => values.Min()),
        ["Processortemperatur"] = view => view.PerInterval(Quantities.CpuTemperature, view.InZone, Name, values => values.Max()),
        ["Programversioner"] = view => view.Recording.Manifest.Points.Where(point => point.Group == "node" && view.InZone(point))
            .Select(node => new Shown($"{node.Name} Version", null, VenueRecording.VersionOf(node))),
    };

    private static string Name(SitePoint point) => point.Name;
}
