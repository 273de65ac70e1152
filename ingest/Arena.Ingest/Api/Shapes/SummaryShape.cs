using System.ComponentModel;
using System.Text.Json.Serialization;
using Arena.Ingest.Insight;

namespace Arena.Ingest.Api.Shapes;

/// <summary>The venue in a few figures. Powers are of the last 15 minutes; "today" begins at the venue's local midnight; null where nothing was measured.</summary>
internal sealed record SummaryShape(
    [property: Description("When it was computed.")] DateTime T,
    [property: Description("Drawn from the grid, W.")] double? ActivePowerW,
    double? EnergyTodayWh,
    double? SolarPowerW,
    double? SolarTodayWh,
    double? HeatPowerW,
    double? HeatTodayWh,
    double? WaterTodayL,
    [property: Description("Who came in through the turnstiles.")] double? VisitorsToday,
    BinsShape Bins,
    NodeCountShape Nodes,
    [property: Description("Entries in quarantine.")] long Quarantined)
{
    public static SummaryShape From(VenueFigures figures) => new(
        figures.Time.ToUtc(),
        figures.ActivePowerW,
        figures.EnergyTodayWh,
        figures.SolarPowerW,
        figures.SolarTodayWh,
        figures.HeatPowerW,
        figures.HeatTodayWh,
        figures.WaterTodayL,
        figures.VisitorsToday,
        new BinsShape(figures.Bins, figures.BinsOver80, figures.BinsOver95),
        new NodeCountShape(figures.Nodes, figures.NodesOnline),
        figures.Quarantined);
}

/// <summary>Bins by filling level.</summary>
internal sealed record BinsShape(
    int Total,
    [property: JsonPropertyName("over_80"), Description("Filled to 80 % or more, those over 95 % included.")] int Over80,
    [property: JsonPropertyName("over_95"), Description("Filled to 95 % or more.")] int Over95);

/// <summary>Nodes by state.</summary>
internal sealed record NodeCountShape(int Total, int Online);
