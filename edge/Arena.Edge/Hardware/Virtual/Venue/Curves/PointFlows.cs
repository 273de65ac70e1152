using Arena.Site;
using Arena.Wire;

namespace Arena.Edge.Hardware.Virtual.Venue.Curves;

/// <summary>Gives a single meter or counter its flow, by its point's group and, where a group has several kinds, its name.</summary>
internal sealed class PointFlows(IReadOnlyList<(SitePoint Point, S0Plan Plan)> meters, Moments moments, int seed)
{
    /// <summary>A flow of 1 W in Wh per second.</summary>
    public const double WhPerWs = 1 / 3600.0;

    private const double MostOfMeter = 0.97;

    /// <summary>Most a meter is given, a little less than it can measure. Rates of energy are W, every other one is the counter's unit per second.</summary>
    public static double MostPerSecond(S0Plan plan) =>
        MostOfMeter * plan.MaxRate * (Quantities.TryGet(plan.Quantity, out var quantity) && quantity.Unit == "Wh" ? WhPerWs : 1);

    /// <summary>In the counter's unit per second.</summary>
    public CurveFlow Of(SitePoint point, S0Plan plan)
    {
        var noise = Noise.Of(seed, point.Name);
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
            _ when Flows.IsScattered(plan) => People(point, plan),
            _ => Watts(plan, now => ElectricityW.Ventilation(now, noise)),
        };
    }

    private CurveFlow Solar(string name, S0Plan plan)
    {
        var facingDeg = name.EndsWith("east", StringComparison.Ordinal) ? 150 : 210;
        return Watts(plan, now => ElectricityW.Solar(now, facingDeg));
    }

    private CurveFlow Water(string name, S0Plan plan, Noise noise)
    {
        var blocks = Math.Max(1, meters.Count(meter => meter.Point.Name.Contains("toilet", StringComparison.Ordinal)));
        Func<Moment, double> litresPerSecond =
            name.Contains("toilet", StringComparison.Ordinal) ? now => WaterLs.Toilets(now, noise, blocks)
            : name.Contains("kitchen", StringComparison.Ordinal) ? now => WaterLs.Kitchen(now, noise)
            : name.Contains("irrigation", StringComparison.Ordinal) ? WaterLs.Irrigation
            : now => WaterLs.DressingRooms(now, noise);
        return new CurveFlow(moments, MostPerSecond(plan), litresPerSecond);
    }

    /// <summary>This counter's part of all who come or go: entrances are not equally liked.</summary>
    private CurveFlow People(SitePoint point, S0Plan plan)
    {
        var leaving = IsLeaving(point.Name, plan);
        double Liked(string name) => 0.75 + (0.5 * Noise.Of(seed, $"{name}/liked").At(0));
        var all = meters.Where(meter => meter.Point.Group == point.Group && IsLeaving(meter.Point.Name, meter.Plan) == leaving)
            .Sum(meter => Liked(meter.Point.Name));
        var share = Liked(point.Name) / all;
        return new CurveFlow(moments, MostPerSecond(plan), now => share * point.Group switch
        {
            "car" => 0.26 * (leaving ? now.DeparturesPerS : now.ArrivalsPerS),
            "bicycle" => Math.Clamp(0.09 + (0.006 * (now.OutdoorC - 5)), 0.015, 0.2) * now.ArrivalsPerS,
            _ => leaving ? now.DeparturesPerS : now.ArrivalsPerS,
        });
    }

    private static bool IsLeaving(string name, S0Plan plan) =>
        plan.Quantity == Quantities.PeopleCountAway.Name || name.EndsWith("-out", StringComparison.Ordinal);

    private CurveFlow Watts(S0Plan plan, Func<Moment, double> watts) => new(moments, MostPerSecond(plan), now => watts(now) * WhPerWs);
}
