using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Every pulse sensor of the manifest and its flow; the main meters see the others.</summary>
internal sealed class Flows
{
    /// <summary>100 A at 230 V, the largest a meter without transformers takes.</summary>
    private const double MostPerPhaseW = 23_000;

    private readonly Dictionary<(string Point, string Quantity), Flow> _flows = [];
    private readonly List<(SitePoint Point, S0Plan Plan)> _meters;
    private readonly PointFlows _points;
    private readonly Moments _moments;
    private readonly int _seed;

    public Flows(SiteManifest site, Moments moments, int seed)
    {
        (_moments, _seed) = (moments, seed);
        var points = site.Points.ToDictionary(point => point.Name);
        _meters = [.. site.Nodes.SelectMany(node => node.Sensors).SelectMany(plan => Pulses(plan, points)).Select(plan => (points[plan.Point], plan))];
        _points = new PointFlows(_meters, moments, seed);

        // Main meters see the others, so these come first.
        foreach (var (point, plan) in _meters.Where(meter => !IsMain(meter.Point))) _flows[(plan.Point, plan.Quantity)] = _points.Of(point, plan);
        foreach (var (point, plan) in _meters.Where(meter => IsMain(meter.Point))) _flows[(plan.Point, plan.Quantity)] = Main(point, plan);
    }

    /// <summary>In the counter's unit per second.</summary>
    public Flow Of(S0Plan plan) => _flows[(plan.Point, plan.Quantity)];

    /// <summary>What goes in at a meter with a HAN port and what goes out, in Wh per second; null for a direction it never has.</summary>
    public (Flow? In, Flow? Out) Of(HanPlan plan) =>
        (_flows.GetValueOrDefault((plan.Point, Quantities.ActiveEnergyImport.Name)), _flows.GetValueOrDefault((plan.Point, Quantities.ActiveEnergyExport.Name)));

    /// <summary>Single persons and vehicles come scattered; a meter's pulses don't.</summary>
    public static bool IsScattered(S0Plan plan) => Quantities.TryGet(plan.Quantity, out var quantity) && quantity.Unit == "count";

    /// <summary>A meter with a HAN port is to the model as one with pulse outputs: solar gives, what is behind a main does both, all else takes.</summary>
    private static IEnumerable<S0Plan> Pulses(SensorPlan plan, Dictionary<string, SitePoint> points)
    {
        if (plan is S0Plan s0) yield return s0;
        if (plan is not HanPlan han) yield break;
        var point = points[han.Point];
        if (point.Group != "solar") yield return AsPulses(han, Quantities.ActiveEnergyImport);
        if (point.Group == "solar" || IsMain(point)) yield return AsPulses(han, Quantities.ActiveEnergyExport);
    }

    private static S0Plan AsPulses(HanPlan han, Quantity quantity) => new()
    {
        Point = han.Point,
        Every = han.Every,
        Chip = "",
        Line = 0,
        Debounce = TimeSpan.Zero,
        Quantity = quantity.Name,
        PerPulse = 1,
        MaxRate = han.Phases * MostPerPhaseW,
    };

    private static bool IsMain(SitePoint point) => point.Group == "incomer" || point.Name is "heat-main" or "water-main";

    private BalanceFlow Main(SitePoint point, S0Plan plan)
    {
        var noise = Noise.Of(_seed, $"{point.Name}/unmetered");
        List<Flow> used = [.. FlowsOf(meter => meter.Medium == point.Medium && meter.Group != "solar" && !IsMain(meter))];
        List<Flow> made = [.. FlowsOf(meter => point.Group == "incomer" && meter.Group == "solar")];
        used.Add(point.Group switch
        {
            "incomer" => Unmetered(now => ElectricityW.Unmetered(now, noise) * PointFlows.WhPerWs),
            "water" => Unmetered(now => WaterLs.Unmetered(now, noise)),
            _ => Unmetered(now => HeatW.Pipes(now) * PointFlows.WhPerWs),
        });
        return new BalanceFlow(used, made, plan.Quantity == Quantities.ActiveEnergyExport.Name, PointFlows.MostPerSecond(plan));
    }

    private IEnumerable<Flow> FlowsOf(Func<SitePoint, bool> which) =>
        _meters.Where(meter => which(meter.Point)).Select(meter => _flows[(meter.Plan.Point, meter.Plan.Quantity)]).Distinct();

    private CurveFlow Unmetered(Func<Moment, double> perSecond) => new(_moments, double.MaxValue, perSecond);
}
