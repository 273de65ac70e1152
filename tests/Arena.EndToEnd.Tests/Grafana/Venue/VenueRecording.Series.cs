using Arena.Edge.Hardware.Virtual.Venue;
using Arena.Site;
using Arena.Wire;

namespace Arena.EndToEnd.Tests.Grafana.Venue;

/// <summary>What each quantity of a point is at a moment; asked in order of time.</summary>
internal sealed partial class VenueRecording
{
    private const double MainsV = 230;

    private (Quantity Quantity, Func<long, double> Value) Series(SitePoint point, string name, BinLife? bin)
    {
        if (!Quantities.TryGet(name, out var quantity))
            throw new InvalidOperationException($"{point.Name} has the quantity {name}, which the registry does not know.");
        var meter = Manifest.Nodes.SelectMany(node => node.Sensors).OfType<S0Plan>()
            .SingleOrDefault(plan => plan.Point == point.Name && (plan.Quantity == name || plan.RateQuantity == name || plan.PulsesQuantity == name));
        if (meter is not null)
            return (quantity, Metered(point, meter, quantity));

        return (quantity, name switch
        {
            "filling_level" => _ => bin!.Level,
            "cargo_weight" => _ => bin!.Kg,
            "temperature" => Of(_model.AirOf(point.Name)),
            "current" => Of(_model.LoadOf(point.Name), watts => watts / MainsV),
            "apparent_power" => Of(_model.LoadOf(point.Name)),
            "dc_voltage" => unixMs => _model.BatteryOf(point.Name)(At(unixMs)).V,
            "dc_current" => unixMs => _model.BatteryOf(point.Name)(At(unixMs)).A,
            _ => Told(point, quantity),
        });
    }

    /// <summary>A register that the model's flow fills, its pace, or its pulses.</summary>
    private Func<long, double> Metered(SitePoint point, S0Plan plan, Quantity quantity)
    {
        var flow = _model.Flows.Of(plan);
        if (plan.RateQuantity == quantity.Name)
            return unixMs => flow.PerSecond(Slot.Of(unixMs * 1000)) * (quantity.Unit == "W" ? 3600 : 1);

        var (register, before, wasReset) = (100_000.0, 0L, false);
        return unixMs =>
        {
            if (before != 0)
                register += flow.PerSecond(Slot.Of((before + unixMs) * 500)) * (unixMs - before) / 1000.0;
            before = unixMs;
            if (point.Name is ResetMeter or SwappedMeter && !wasReset && unixMs >= Reset.ToUnixTimeMilliseconds())
                (register, wasReset) = (0, true);
            return plan.PulsesQuantity == quantity.Name ? Math.Floor(register / plan.PerPulse) : register;
        };
    }

    /// <summary>What a node says of itself, and everything that no model has: plain, and different for each.</summary>
    private static Func<long, double> Told(SitePoint point, Quantity quantity)
    {
        var own = point.Name.Sum(letter => letter) % 100;
        double Wave(long unixMs, double hours) => Math.Sin((unixMs / 3_600_000.0 / hours) + own);
        return quantity.Name switch
        {
            "uptime" => unixMs => (unixMs - Clock.Start.ToUnixTimeMilliseconds()) / 1000.0 + own,
            "outbox_batches" => unixMs => Math.Max(0, Math.Floor(4 * Wave(unixMs, 7))),
            "pulses_lost" => unixMs => point.Name == LosingNode && unixMs >= Loss.ToUnixTimeMilliseconds() ? own + 3 : own,
            "cpu_temperature" => unixMs => 55 + (10 * Wave(unixMs, 5)),
            "disk_free" => unixMs => 6e9 - (own * 1e6) - ((unixMs - Clock.Start.ToUnixTimeMilliseconds()) / 10.0),
            "clock_error" => unixMs => 0.01 + (0.008 * Wave(unixMs, 11)),
            "lid_openings" => unixMs => Math.Floor((unixMs - Clock.Start.ToUnixTimeMilliseconds()) / 3_600_000.0) + own,
            _ => unixMs => 1 + own + Wave(unixMs, 3),
        };
    }

    private static Func<long, double> Of(Func<UnixTime, double> curve, Func<double, double>? scaled = null) =>
        unixMs => scaled is null ? curve(At(unixMs)) : scaled(curve(At(unixMs)));

    private static UnixTime At(long unixMs) => new(unixMs * 1000);
}
