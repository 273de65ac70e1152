using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Gives every pulse sensor of the manifest its flow, by its point's group and name.</summary>
internal sealed class Flows
{
    private const double MostOfMeter = 0.97;
    private const double WhPerWs = 1 / 3600.0;

    private readonly Dictionary<(string Point, string Quantity), Flow> _flows = [];
    private readonly Moments _moments;
    private readonly int _seed;
    private readonly List<(SitePoint Point, S0Plan Plan)> _meters;

    public Flows(SiteManifest site, Moments moments, int seed)
    {
        _moments = moments;
        _seed = seed;
        var points = site.Points.ToDictionary(point => point.Name);
        _meters = [.. site.Nodes.SelectMany(node => node.Sensors).OfType<S0Plan>().Select(plan => (points[plan.Point], plan))];

        // Main meters see the others, so these come first.
        foreach (var (point, plan) in _meters.Where(meter => !IsMain(meter.Point))) _flows[(plan.Point, plan.Quantity)] = Single(point, plan);
        foreach (var (point, plan) in _meters.Where(meter => IsMain(meter.Point))) _flows[(plan.Point, plan.Quantity)] = Main(point, plan);
    }

    /// <summary>In the counter's unit per second.</summary>
    public Flow Of(S0Plan plan) => _flows[(plan.Point, plan.Quantity)];

    /// <summary>Single persons and vehicles come scattered; a meter's pulses don't.</summary>
    public static bool IsScattered(S0Plan plan) => Quantities.TryGet(plan.Quantity, out var quantity) && quantity.Unit == "count";

    private static bool IsMain(SitePoint point) => point.Group == "incomer" || point.Name is "heat-main" or "water-main";

    private CurveFlow Single(SitePoint point, S0Plan plan)
    {
        var noise = Noise.Of(_seed, point.Name);
        var name = point.Name;
        return point.Group switch
        {
            "floodlight" => Watts(plan, now => ElectricityW.Floodlight(now, noise)),
            "kitchen" when name.Contains("kiosk", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.Kiosk(now, noise)),
            "kitchen" when name.Contains("cold", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.ColdStore(now, noise)),
            "kitchen" when name.Contains("lounge", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.Lounge(now, noise)),
            "kitchen" => Watts(plan, now => ElectricityW.Kitchen(now, noise)),
            "ventilation" => Watts(plan, now => ElectricityW.Ventilation(now, noise)),
            "solar" => Solar(name, plan),
            "ev-charger" => Watts(plan, now => ElectricityW.Charger(now, noise)),
            "heat" when name.Contains("water", StringComparison.Ordinal) => Watts(plan, now => HeatW.HotWater(now, noise)),
            "heat" => Watts(plan, now => HeatW.Building(now, noise, name.Contains("clubhouse", StringComparison.Ordinal) ? 2_700 : 1_500)),
            "water" => Water(name, plan, noise),
            "turnstile" or "bicycle" or "car" => People(point, plan),
            _ when name.Contains("scoreboard", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.Scoreboard(now, noise)),
            _ when name.Contains("boards", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.PitchBoards(now, noise)),
            _ when name.Contains("lighting", StringComparison.Ordinal) => Watts(plan, now => ElectricityW.StandLighting(now, noise)),
            _ when IsScattered(plan) => People(point, plan),
            _ => Watts(plan, now => ElectricityW.Ventilation(now, noise)),
        };
    }

    private BalanceFlow Main(SitePoint point, S0Plan plan)
    {
        var noise = Noise.Of(_seed, $"{point.Name}/unmetered");
        List<Flow> used = [.. FlowsOf(meter => meter.Point.Medium == point.Medium && meter.Point.Group != "solar" && !IsMain(meter.Point))];
        List<Flow> made = [.. FlowsOf(meter => point.Group == "incomer" && meter.Point.Group == "solar")];
        used.Add(point.Group switch
        {
            "incomer" => Watts(null, now => ElectricityW.Unmetered(now, noise)),
            "water" => new CurveFlow(_moments, double.MaxValue, now => WaterLs.Unmetered(now, noise)),
            _ => Watts(null, now => 900 + (8 * Math.Max(0, 20 - now.OutdoorC))),
        });
        return new BalanceFlow(used, made, plan.Quantity == Quantities.ActiveEnergyExport.Name, MostOfMeter * PerSecond(plan, plan.MaxRate));
    }

    private IEnumerable<Flow> FlowsOf(Func<(SitePoint Point, S0Plan Plan), bool> which) =>
        _meters.Where(which).Select(meter => _flows[(meter.Plan.Point, meter.Plan.Quantity)]).Distinct();

    private CurveFlow Solar(string name, S0Plan plan)
    {
        var facingDeg = name.EndsWith("east", StringComparison.Ordinal) ? 150 : 210;
        return Watts(plan, now => ElectricityW.Solar(now, facingDeg));
    }

    private CurveFlow Water(string name, S0Plan plan, Noise noise)
    {
        var blocks = Math.Max(1, _meters.Count(meter => meter.Point.Name.Contains("toilet", StringComparison.Ordinal)));
        Func<Moment, double> litresPerSecond =
            name.Contains("toilet", StringComparison.Ordinal) ? now => WaterLs.Toilets(now, noise, blocks)
            : name.Contains("kitchen", StringComparison.Ordinal) ? now => WaterLs.Kitchen(now, noise)
            : name.Contains("irrigation", StringComparison.Ordinal) ? WaterLs.Irrigation
            : now => WaterLs.DressingRooms(now, noise);
        return new CurveFlow(_moments, MostOfMeter * plan.MaxRate, litresPerSecond);
    }

    /// <summary>This counter's part of all who come or go: entrances are not equally liked.</summary>
    private CurveFlow People(SitePoint point, S0Plan plan)
    {
        var leaving = IsLeaving(point.Name, plan);
        double Liked(string name) => 0.75 + (0.5 * Noise.Of(_seed, $"{name}/liked").At(0));
        var all = _meters.Where(meter => meter.Point.Group == point.Group && IsLeaving(meter.Point.Name, meter.Plan) == leaving).Sum(meter => Liked(meter.Point.Name));
        var share = Liked(point.Name) / all;
        return new CurveFlow(_moments, MostOfMeter * plan.MaxRate, now => share * point.Group switch
        {
            "car" => 0.26 * (leaving ? now.DeparturesPerS : now.ArrivalsPerS),
            "bicycle" => Math.Clamp(0.09 + (0.006 * (now.OutdoorC - 5)), 0.015, 0.2) * now.ArrivalsPerS,
            _ => leaving ? now.DeparturesPerS : now.ArrivalsPerS,
        });
    }

    private static bool IsLeaving(string name, S0Plan plan) =>
        plan.Quantity == Quantities.PeopleCountAway.Name || name.EndsWith("-out", StringComparison.Ordinal);

    /// <summary>Rates of energy are W, and the counter's unit is Wh; every other rate is the counter's unit per second.</summary>
    private static double PerSecond(S0Plan plan, double rate) =>
        Quantities.TryGet(plan.Quantity, out var quantity) && quantity.Unit == "Wh" ? rate * WhPerWs : rate;

    private CurveFlow Watts(S0Plan? plan, Func<Moment, double> watts) =>
        new(_moments, plan is null ? double.MaxValue : MostOfMeter * plan.MaxRate * WhPerWs, now => watts(now) * WhPerWs);
}
