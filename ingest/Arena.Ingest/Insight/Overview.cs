using Arena.Ingest.Decoding;
using Arena.Wire;

namespace Arena.Ingest.Insight;

/// <summary>The venue in a few figures, computed from the live state when asked.</summary>
internal sealed class Overview(
    VenueCatalogue catalogue, MainMeters meters, LiveState live, DayTotals totals, NodeDirectory nodes, Quarantine quarantine, TimeProvider time)
{
    /// <summary>A power older than this is no longer "now".</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    public VenueFigures Now()
    {
        var now = UnixTime.From(time.GetUtcNow());
        var levels = meters.Bins.Select(live.Latest).OfType<Sample>().Select(sample => sample.Value).ToList();
        return new VenueFigures
        {
            Time = now,
            ActivePowerW = Sum(meters.Power, now),
            EnergyTodayWh = totals.Of(meters.Energy),
            SolarPowerW = Sum(meters.SolarPower, now),
            SolarTodayWh = totals.Of(meters.SolarEnergy),
            HeatPowerW = Sum(meters.HeatPower, now),
            HeatTodayWh = totals.Of(meters.HeatEnergy),
            WaterTodayL = totals.Of(meters.Water),
            VisitorsToday = totals.Of(meters.Visitors),
            Bins = meters.Bins.Count,
            BinsOver80 = levels.Count(level => level >= 0.8),
            BinsOver95 = levels.Count(level => level >= 0.95),
            Nodes = catalogue.Manifest.Nodes.Count,
            NodesOnline = catalogue.Manifest.Nodes.Count(node => nodes.Of(node.Name).Online == true),
            Quarantined = quarantine.Total,
        };
    }

    private double? Sum(IEnumerable<CatalogueSeries> series, UnixTime now)
    {
        double? sum = null;
        foreach (var one in series)
        {
            if (live.Latest(one) is { } sample && now - sample.Time <= Fresh)
                sum = (sum ?? 0) + sample.Value;
        }

        return sum;
    }
}

/// <summary>The figures; null where there is no reading to compute them from.</summary>
internal sealed record VenueFigures
{
    public required UnixTime Time { get; init; }

    public required double? ActivePowerW { get; init; }

    public required double? EnergyTodayWh { get; init; }

    public required double? SolarPowerW { get; init; }

    public required double? SolarTodayWh { get; init; }

    public required double? HeatPowerW { get; init; }

    public required double? HeatTodayWh { get; init; }

    public required double? WaterTodayL { get; init; }

    public required double? VisitorsToday { get; init; }

    public required int Bins { get; init; }

    public required int BinsOver80 { get; init; }

    public required int BinsOver95 { get; init; }

    public required int Nodes { get; init; }

    public required int NodesOnline { get; init; }

    public required long Quarantined { get; init; }
}
